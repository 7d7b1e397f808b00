//! Which messages are the same one.

use zoom_phone_sms::history::{History, HistoryQuery};
use zoom_phone_sms::query::Order;

use super::server::{DAY, NOW, NOW_MS, Sent, Server, between, date_time, query, read};

#[test]
fn a_repeated_message_is_recognized_also_after_a_resume() {
    let again = |id, at| Sent::new(id, NOW - at);
    let messages = vec![
        again(0, 90 * DAY),
        again(1, 60 * DAY),
        again(0, 30 * DAY),
        again(0, 30 * DAY - 5),
    ];
    for lives in 0..3 {
        for size in [1, 2, 100] {
            let query = between(NOW - 100 * DAY, NOW, Order::Ascending, size);
            let reading = read(&query, &mut Server::of(messages.clone()), lives);
            assert_eq!(reading.ids(), [0, 1, 0, 0], "{lives} {size}");
        }
    }
}

#[test]
fn two_different_entries_with_one_id_are_both_returned() {
    let at = date_time(NOW - 2 * DAY);
    let message =
        |text: &str| serde_json::json!({"message_id": "m", "message": text, "date_time": at});
    let page = |token: &str| {
        let messages = ["a", "b", "a"].map(message);
        let body = serde_json::json!({"next_page_token": token, "sms_histories": messages});
        zoom_phone_sms::decode::session(serde_json::to_vec(&body).unwrap()).unwrap()
    };
    let mut history = History::new(query(&[]), None, NOW_MS);
    assert_eq!(history.take(&page("more")), [0, 1]);
    assert_eq!(history.take(&page("")), [0; 0], "and neither comes again");
    // Also where a limit parts them.
    let one = HistoryQuery {
        limit: Some(1),
        ..query(&[])
    };
    let mut history = History::new(one.clone(), None, NOW_MS);
    assert_eq!(history.take(&page("more")), [0]);
    let mut rest = History::new(one, Some(&history.checkpoint()), NOW_MS);
    assert_eq!(rest.take(&page("more")), [1]);
}

/// What may change between two answers, and what makes another message.
#[test]
fn a_message_is_identified_by_its_content() {
    let at = date_time(NOW - 2 * DAY);
    let file = serde_json::json!({"id": "f", "name": "a.jpg", "size": 5, "type": "GIF", "download_url": "u"});
    let party = serde_json::json!({"phone_number": "1", "display_name": "A", "owner": {"id": "o", "type": "user"}});
    let message = serde_json::json!({
        "message_id": "m", "message": "text", "date_time": at, "delivery_status": "sent",
        "sender": party, "to_members": [party, {"phone_number": "2"}], "attachments": [file, file],
    });
    let changed = |path: &str, value: serde_json::Value| {
        let mut other = message.clone();
        let (parent, name) = path.rsplit_once('/').unwrap();
        other.pointer_mut(parent).unwrap()[name] = value;
        other
    };
    let given = |other: &serde_json::Value| {
        let body = serde_json::json!({"sms_histories": [message, other]});
        let page = zoom_phone_sms::decode::session(serde_json::to_vec(&body).unwrap()).unwrap();
        History::new(query(&[]), None, NOW_MS).take(&page).len()
    };
    for (path, value) in [
        ("/attachments/0/download_url", "other".into()),
        ("/attachments/1/added", true.into()),
        ("/delivery_status", "delivered".into()),
        ("/sender/added", 5.into()),
        (
            "/to_members",
            serde_json::json!([{"phone_number": "2"}, party]),
        ),
    ] {
        assert_eq!(given(&changed(path, value)), 1, "{path}");
    }
    for (path, value) in [
        ("/message_id", "n".into()),
        ("/message", "other".into()),
        ("/date_time", date_time(NOW - 2 * DAY + 1).into()),
        ("/sender/phone_number", "3".into()),
        ("/sender/owner/id", "p".into()),
        ("/sender/owner/type", "callQueue".into()),
        ("/to_members/1/phone_number", "3".into()),
        ("/to_members", serde_json::json!([party])),
        ("/attachments/0/id", "g".into()),
        ("/attachments/0/name", "b.jpg".into()),
        ("/attachments/1/size", 6.into()),
        ("/attachments/1/type", "JPG".into()),
        ("/attachments", serde_json::json!([file])),
    ] {
        assert_eq!(given(&changed(path, value)), 2, "{path}");
    }
}
