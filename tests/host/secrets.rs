//! Each kind of secret, and what looks like one.

use zoom_phone_sms::secrets::Secrets;

const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.c2ln";

fn without(text: &str) -> String {
    let hosts = ["files.example", "*.below.example", "127.0.0.1:8443"];
    let secrets = Secrets::new(&["hunter22-Secret"], hosts.map(str::to_owned).to_vec());
    secrets.without(text).unwrap_or_else(|| text.to_owned())
}

fn check(cases: &[(&str, &str)]) {
    for (text, clean) in cases {
        assert_eq!(without(text), *clean, "{text}");
        // What is clean stays as it is.
        assert_eq!(without(clean), *clean, "{clean}");
    }
}

#[test]
fn a_known_value_is_cut_in_each_of_its_forms() {
    check(&[
        ("Token hunter22-Secret is bad", "Token … is bad"),
        ("xHUNTER22-SECRETx", "x…x"),
        ("a %68unter22%252DSecret b", "a … b"),
        ("a 68756e74657232322d536563726574 b", "a … b"),
        ("a h\u{200b}unter22-Secret b", "a … b"),
        ("a h\u{0}unt\u{70f}er22-Secret b", "a … b"),
        ("a h%E2%80%8Bunter22-Secret b", "a … b"),
        ("Token hunter21-Secret", "Token hunter21-Secret"),
    ]);
}

#[test]
fn a_jwt_is_cut_up_to_its_end() {
    check(&[
        (&format!("Token {JWT}. And more."), "Token …. And more."),
        (&format!("a={JWT}&b"), "a=…&b"),
        ("x eyJhbGciOiJkaXIifQ..aXYtb2YtMTItYg.Y2lw y", "x … y"),
        ("x eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl y", "x … y"),
        ("eyJ.a.b and eyJhbGci", "eyJ.a.b and eyJhbGci"),
    ]);
}

#[test]
fn links_to_the_hosts_of_attachments_are_cut() {
    check(&[
        ("see https://file.zoom.us/f/1 now", "see … now"),
        ("HTTPS:\\\\ZOOM.US./f", "…"),
        ("http:zoomgov.com", "…"),
        ("see <https://files.example:444/f>", "see <…>"),
        ("https://a:b@x.below.example/f", "…"),
        ("ftp://files.example/f", "…"),
        ("https://127.0.0.1:8443/f", "…"),
        ("https%3A%2F%2Fzoom.us%2Ff", "…"),
        ("https://ｚｏｏｍ.us/f", "…"),
        ("https://evil.test/https://zoom.us/f", "…"),
        ("https://x%2F@zoom.us/f", "…"),
        ("http:http://a@zoom.us/f", "…"),
        ("https:\\/\\/zoom.us\\/f", "…"),
        ("https://notzoom.us/f", "https://notzoom.us/f"),
        ("https://zoom.us.evil.test/f", "https://zoom.us.evil.test/f"),
        ("https://127.0.0.1:8444/f", "https://127.0.0.1:8444/f"),
        ("below.example and zoom.us", "below.example and zoom.us"),
    ]);
}

#[test]
fn queries_users_and_passwords_of_other_links_are_cut() {
    check(&[
        ("https://x.test/f?c2lnbmVk", "https://x.test/f?…"),
        ("https://x.test/f#a=b", "https://x.test/f#…"),
        ("https://user:password@x.test/f", "https://…@x.test/f"),
        ("(#1)https://x.test/f?c2lnbmVk", "(#1)https://x.test/f?…"),
        (
            "really?https://x.test/f?c2lnbmVk",
            "really?https://x.test/f?…",
        ),
        ("https:/x.test/f?c2lnbmVk", "https:/x.test/f?…"),
        ("http:http:a:b@x.test", "http:…@x.test"),
        ("/f?a=b&c d", "/f?… d"),
        ("What? 1 + 1 = 2", "What? 1 + 1 = 2"),
        ("Invoice#12=final.png", "Invoice#12=final.png"),
        ("https://x.test/f#top", "https://x.test/f#top"),
    ]);
}

#[test]
fn values_with_the_name_of_a_signature_are_cut() {
    check(&[
        ("sig=abc,d&e=f", "sig=…&e=f"),
        ("a&X-Amz-Signature=abc", "a&X-Amz-Signature=…"),
        ("access_token=abc;x", "access_token=…;x"),
        ("design=abc mysig=abc", "design=abc mysig=abc"),
    ]);
}

#[test]
fn escapes_of_json_are_decoded() {
    check(&[
        ("a hunt\\u0065r22-Secret b", "a … b"),
        ("a hunt\\\\\\u0065r22\\u002DSecret b", "a … b"),
        ("a hunt\\u200ber22-Secret b", "a … b"),
        ("a hunt%5Cu0065r22-Secret b", "a … b"),
        ("C:\\users\\u12 and \\u0041", "C:\\users\\u12 and \\u0041"),
    ]);
}

/// `hunter22-Secret` and a JWT behind other words, in Base64 with lines of 64 and 76 letters.
#[test]
fn lines_of_a_wrapped_secret_are_joined() {
    let token =
        "TGluZXMgb2Ygd29yZHMgdGhhdCBzdGFuZCBiZWZvcmUgaXQ6IGh1bnRlcjIyLVNl%Y3JldCBhbmQgYmVoaW5kIGl0";
    let jwt = "YSBKV1Qgd2hvc2UgbGluZSBlbmRzIHdpdGhpbiBpdDogZXlKaGJHY2lPaUpJVXpJMU5pSjkuZXlKbGVI%QWlPakY5LmMybG4gYW5kIG1vcmU=";
    let hex = "6c696e6573206f6620776f726473206265666f72653a2068756e7465723232%2d536563726574";
    for wrapped in [token, jwt, hex] {
        for end in ["\n", "\r\n", "%0D%0A", "\\u000a"] {
            let text = ["a ", &wrapped.replace('%', end), " b"].concat();
            let clean = without(&text).replace("…=", "…");
            assert_eq!(clean, "a … b", "{text}");
        }
    }
    check(&[("two\nlines", "two\nlines")]);
    assert_eq!(
        without(&["a".repeat(40).as_str(), "\nsee https://zoom.us/f"].concat()),
        ["a".repeat(40).as_str(), "\nsee …"].concat()
    );
}

#[test]
fn a_form_within_a_form_is_decoded() {
    // Percent-encoded and then in Base64 or hexadecimal digits; Base64 twice; a link in Base64 of digits.
    check(&[
        ("a JTY4JTc1bnRlcjIyJTJEU2VjcmV0 b", "a … b"),
        ("a 253638756e7465723232253244536563726574 b", "a … b"),
        ("a YUhSMGNITTZMeTk2YjI5dExuVnpMMlk9 b", "a … b"),
        (
            "a Njg3NDc0NzA3MzNhMmYyZjdhNmY2ZjZkMmU3NTczMmY2Ng== b",
            "a …== b",
        ),
    ]);
    let secrets = Secrets::new(&["hunter22-Secret"], Vec::new());
    let clean = secrets.without_known("see JTY4JTc1bnRlcjIyJTJEU2VjcmV0");
    assert_eq!(clean.as_deref(), Some("see …"));
}

#[test]
fn base64_and_hex_that_stand_for_a_jwt_or_a_link_are_cut() {
    check(&[
        ("a aHR0cHM6Ly96b29tLnVzL2Y_eA b", "a … b"),
        ("a 68747470733a2f2f7a6f6f6d2e75732f66 b", "a … b"),
        ("a 868747470733a2f2f7a6f6f6d2e75732f66 b", "a … b"),
        ("a xaHR0cHM6Ly94LnRlc3QvP3M9YWJj b", "a … b"),
        ("IQ-nR5pTkUWZ0yKJ0W3bX2bVg", "IQ-nR5pTkUWZ0yKJ0W3bX2bVg"),
    ]);
}
