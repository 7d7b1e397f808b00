//! Access tokens: their format, and when to request the next one.

use std::fmt;

use tsify::Tsify;

use crate::error::{Issue, IssueCode};
use crate::input::{Input, issue, wrong_type};

/// How long before its expiry a token is replaced, in milliseconds: longer than a slow request
/// takes.
const EXPIRY_MARGIN_MS: f64 = 60_000.0;

const ACCEPTED: &str = "an access token of Zoom's, without the word Bearer";

/// An access token. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Checks a token: visible ASCII, per RFC 6750. Anything else would make `fetch` throw an error
    /// that quotes the token.
    ///
    /// # Errors
    /// An issue that shows nothing of the token.
    pub fn validate(token: &Input) -> Result<Self, Issue> {
        let refuse = |code, problem: &str| Err(issue(code, "token", problem, ACCEPTED));
        match token {
            Input::Text(text) if text.is_empty() => refuse(IssueCode::Missing, "is empty"),
            Input::Text(text)
                if text
                    .get(..7)
                    .is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) =>
            {
                refuse(
                    IssueCode::InvalidFormat,
                    "starts with the word Bearer, which the client adds",
                )
            }
            Input::Text(text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Ok(Self(text.clone()))
            }
            Input::Text(_) | Input::IllFormedText => refuse(
                IssueCode::InvalidFormat,
                "has a space, a line break or another character that tokens do not have",
            ),
            Input::Absent
            | Input::Number(_)
            | Input::Date(_)
            | Input::Boolean(_)
            | Input::Other(_) => Err(wrong_type("token", token, ACCEPTED)),
        }
    }

    /// The token itself, for its one header.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// Why a token is requested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Tsify)]
#[serde(rename_all = "lowercase")]
#[tsify(rename = "SmsTokenReason")]
pub enum TokenReason {
    /// There is no token yet.
    Initial,
    /// The current token expires within a minute.
    Expiring,
    /// Zoom refused the current token: a cached one does not help.
    Rejected,
}

impl TokenReason {
    /// The name that is passed to the caller's function.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Expiring => "expiring",
            Self::Rejected => "rejected",
        }
    }
}

/// A token and its expiry.
#[derive(Debug, Clone, PartialEq)]
pub struct Grant {
    /// The token.
    pub token: Token,
    /// Milliseconds since 1970; `None` if unknown.
    pub expires_at_ms: Option<f64>,
}

impl Grant {
    /// Checks the result of a token function at `now_ms`; `expires_in` is in seconds, as in OAuth's
    /// token response.
    ///
    /// # Errors
    /// An issue for an invalid token, or a lifetime that is not a positive number.
    pub fn validate(token: &Input, expires_in: &Input, now_ms: f64) -> Result<Self, Issue> {
        let accepted = "the seconds until the token expires, such as 3599";
        let expires_at_ms = match expires_in {
            Input::Absent => None,
            Input::Number(seconds) if *seconds > 0.0 => Some(now_ms + seconds * 1_000.0),
            Input::Number(_) => {
                return Err(issue(
                    IssueCode::OutOfBounds,
                    "expires_in",
                    "is not positive",
                    accepted,
                ));
            }
            Input::Text(_)
            | Input::IllFormedText
            | Input::Date(_)
            | Input::Boolean(_)
            | Input::Other(_) => {
                return Err(wrong_type("expires_in", expires_in, accepted));
            }
        };
        Ok(Self {
            token: Token::validate(token)?,
            expires_at_ms,
        })
    }
}

/// The current token, and whether it is usable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TokenSlot {
    grant: Option<Grant>,
    rejected: bool,
}

/// What to do for a token.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Use this one.
    Use(Token),
    /// Ask for another.
    Ask(TokenReason),
}

impl TokenSlot {
    /// What to do for a token at `now_ms`.
    #[must_use]
    pub fn step(&self, now_ms: f64) -> Step {
        match &self.grant {
            _ if self.rejected => Step::Ask(TokenReason::Rejected),
            None => Step::Ask(TokenReason::Initial),
            Some(grant)
                if grant
                    .expires_at_ms
                    .is_some_and(|end| end - EXPIRY_MARGIN_MS <= now_ms) =>
            {
                Step::Ask(TokenReason::Expiring)
            }
            Some(grant) => Step::Use(grant.token.clone()),
        }
    }

    /// The last token, valid or not.
    #[must_use]
    pub fn last(&self) -> Option<&Token> {
        self.grant.as_ref().map(|grant| &grant.token)
    }

    /// Stores a new token.
    pub fn keep(&mut self, grant: Grant) {
        *self = Self {
            grant: Some(grant),
            rejected: false,
        };
    }

    /// Zoom refused `token`. A newer one from another call stays.
    pub fn reject(&mut self, token: &Token) {
        if self
            .grant
            .as_ref()
            .is_some_and(|grant| grant.token == *token)
        {
            *self = Self {
                grant: None,
                rejected: true,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Grant, Step, Token, TokenReason, TokenSlot};
    use crate::input::Input;

    fn grant(token: &str, expires_in: &Input, now_ms: f64) -> Grant {
        Grant::validate(&Input::Text(token.to_owned()), expires_in, now_ms).unwrap()
    }

    #[test]
    fn a_token_is_used_until_a_minute_before_it_expires() {
        let mut slot = TokenSlot::default();
        assert_eq!(slot.step(0.0), Step::Ask(TokenReason::Initial));
        let first = grant("a", &Input::Number(3_599.0), 1_000.0);
        slot.keep(first.clone());
        assert_eq!(slot.step(3_539_000.0), Step::Use(first.token));
        assert_eq!(slot.step(3_540_000.0), Step::Ask(TokenReason::Expiring));
    }

    #[test]
    fn a_refused_token_is_not_used_again_and_a_newer_one_survives_a_late_refusal() {
        let mut slot = TokenSlot::default();
        let (old, new) = (
            grant("old", &Input::Absent, 0.0),
            grant("new", &Input::Absent, 0.0),
        );
        slot.keep(old.clone());
        slot.reject(&old.token);
        assert_eq!(slot.step(0.0), Step::Ask(TokenReason::Rejected));
        slot.keep(new.clone());
        slot.reject(&old.token);
        assert_eq!(slot.step(0.0), Step::Use(new.token));
    }

    #[test]
    fn an_invalid_token_is_refused_without_being_shown() {
        for bad in [
            "",
            "Bearer sesame",
            "sesame\n",
            "ses ame",
            "sésame",
            "sesame\0",
        ] {
            let issue = Token::validate(&Input::Text(bad.to_owned())).expect_err(bad);
            assert!(!issue.message.contains("same"), "{}", issue.message);
        }
        assert!(Token::validate(&Input::Absent).is_err());
    }

    #[test]
    fn debug_output_shows_no_token() {
        assert!(!format!("{:?}", grant("sesame", &Input::Absent, 0.0)).contains("sesame"));
    }
}
