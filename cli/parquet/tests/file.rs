//! Files are read back by the reader of the `parquet` crate.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "in a test a panic is a failure"
)]

use bytes::Bytes;
use parquet::basic::{Encoding, LogicalType};
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::statistics::Statistics;
use parquet::record::Field;
use zoom_phone_sms_parquet::column::{Cells, Fault};
use zoom_phone_sms_parquet::file::File;
use zoom_phone_sms_parquet::footer::{Summary, summarize};
use zoom_phone_sms_parquet::schema::{Column, Kind};

fn columns() -> Vec<Column> {
    [
        ("text", Kind::Text),
        ("word", Kind::Text),
        ("count", Kind::Integer),
        ("time", Kind::Time),
        ("flag", Kind::Boolean),
    ]
    .map(|(name, kind)| Column {
        name: name.to_owned(),
        kind,
    })
    .to_vec()
}

fn file() -> File {
    File::new(&columns(), "{}".to_owned()).unwrap()
}

/// Two rows: the second has nulls, except for an empty text and its time.
fn two_rows() -> Vec<Cells> {
    let first = &[0b01][..];
    vec![
        Cells::texts(&[], &[0, 3, 3], "aé".into()).unwrap(),
        Cells::words(first, &[1, 0], &[0, 1, 3], "xyz".into()).unwrap(),
        Cells::integers(first, &[-5, 0]).unwrap(),
        Cells::integers(&[], &[1_700_000_000_000, 1_600_000_000_000]).unwrap(),
        Cells::booleans(first, &[0b01], 2).unwrap(),
    ]
}

/// Rows of which all but the time are null.
fn rows(count: usize) -> Vec<Cells> {
    let nothing = vec![0; count.div_ceil(8)];
    let nothing = nothing.as_slice();
    let numbers: Vec<i64> = (0..count)
        .map(|number| i64::try_from(number).unwrap())
        .collect();
    vec![
        Cells::texts(nothing, &vec![0; count + 1], Vec::new()).unwrap(),
        Cells::words(nothing, &vec![0; count], &[0], Vec::new()).unwrap(),
        Cells::integers(nothing, &numbers).unwrap(),
        Cells::integers(&[], &numbers).unwrap(),
        Cells::booleans(nothing, &vec![0; count.div_ceil(8)], count).unwrap(),
    ]
}

fn reader(bytes: Vec<u8>) -> SerializedFileReader<Bytes> {
    SerializedFileReader::new(Bytes::from(bytes)).unwrap()
}

fn fields(bytes: Vec<u8>) -> Vec<Vec<Field>> {
    let reader = reader(bytes);
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        row.unwrap()
            .into_columns()
            .into_iter()
            .map(|(_, field)| field)
            .collect()
    })
    .collect()
}

#[test]
fn cells_are_read_back_with_their_types_and_an_empty_text_is_not_null() {
    let mut file = file();
    file.add(&two_rows()).unwrap();
    let found = fields(file.finish().unwrap());
    assert_eq!(
        found,
        [
            vec![
                Field::Str("aé".to_owned()),
                Field::Str("yz".to_owned()),
                Field::Long(-5),
                Field::TimestampMillis(1_700_000_000_000),
                Field::Bool(true),
            ],
            vec![
                Field::Str(String::new()),
                Field::Null,
                Field::Null,
                Field::TimestampMillis(1_600_000_000_000),
                Field::Null,
            ],
        ]
    );
}

#[test]
fn texts_are_strings_and_times_are_of_the_logical_type_in_utc() {
    let bytes = file().finish().unwrap();
    let reader = reader(bytes);
    let schema = reader.metadata().file_metadata().schema_descr();
    let types: Vec<_> = schema
        .columns()
        .iter()
        .map(|column| column.logical_type_ref())
        .collect();
    assert_eq!(types[0], Some(&LogicalType::String));
    assert_eq!(types[2], None);
    let Some(LogicalType::Timestamp(time)) = types[3] else {
        panic!("{:?}", types[3]);
    };
    assert!(time.is_adjusted_to_u_t_c);
}

#[test]
fn row_groups_are_bounded_and_given_out_when_they_are_complete() {
    let mut file = file();
    file.add(&rows(122_000)).unwrap();
    let before = file.take().unwrap().len();
    file.add(&rows(1_000)).unwrap();
    let complete = file.take().unwrap();
    assert!(before < 10 && complete.len() > 1_000);
    file.add(&rows(300_000)).unwrap();
    let bytes = [
        vec![b'P', b'A', b'R', b'1'],
        complete,
        file.take().unwrap(),
        file.finish().unwrap(),
    ];
    let reader = reader(bytes.concat());
    let groups = reader.metadata().row_groups();
    let rows: Vec<_> = groups.iter().map(RowGroupMetaData::num_rows).collect();
    assert_eq!(rows, [122_880, 122_880, 122_880, 54_360]);
}

#[test]
fn repeated_texts_have_a_dictionary_and_others_are_written_one_by_one() {
    let mut file = file();
    let count = 20_000;
    let ids: Vec<String> = (0..count).map(|id| format!("id-{id:020}")).collect();
    let offsets: Vec<i32> = (0..=count).map(|index| index * 23).collect();
    let mut cells = rows(usize::try_from(count).unwrap());
    cells[0] = Cells::texts(&[], &offsets, ids.concat().into()).unwrap();
    cells[1] = Cells::words(&[], &vec![0; ids.len()], &[0, 4], "word".into()).unwrap();
    file.add(&cells).unwrap();
    let reader = reader(file.finish().unwrap());
    let group = reader.metadata().row_group(0);
    let encodings = |column| group.column(column).encodings().collect::<Vec<_>>();
    assert!(encodings(0).contains(&Encoding::DELTA_LENGTH_BYTE_ARRAY));
    assert!(!encodings(1).contains(&Encoding::DELTA_LENGTH_BYTE_ARRAY));
    assert!(encodings(1).contains(&Encoding::RLE_DICTIONARY));
    assert!(group.column(1).compressed_size() < 300);
}

#[test]
fn row_groups_have_statistics_to_skip_them_by() {
    let mut file = file();
    file.add(&two_rows()).unwrap();
    let reader = reader(file.finish().unwrap());
    let Some(Statistics::Int64(times)) = reader.metadata().row_group(0).column(3).statistics()
    else {
        panic!("no statistics");
    };
    let span = (times.min_opt(), times.max_opt());
    assert_eq!(span, (Some(&1_600_000_000_000), Some(&1_700_000_000_000)));
}

#[test]
fn buffers_that_do_not_fit_are_refused() {
    let texts = |offsets: &[i32], values: &[u8]| Cells::texts(&[], offsets, values.to_vec()).err();
    assert_eq!(texts(&[0, 1], b"\xff"), Some(Fault::Utf8));
    assert_eq!(texts(&[0, 1], "é".as_bytes()), Some(Fault::Offsets));
    assert_eq!(texts(&[0, 2], b"a"), Some(Fault::Offsets));
    assert_eq!(texts(&[1, 0], b"ab"), Some(Fault::Offsets));
    assert_eq!(texts(&[-1, 0], b"ab"), Some(Fault::Offsets));
    let bits = Cells::integers(&[255], &[0; 9]).err();
    assert_eq!(bits, Some(Fault::Bits));
    assert_eq!(Cells::booleans(&[], &[255], 9).err(), Some(Fault::Bits));
    let word = |index| Cells::words(&[], &[index], &[0, 1], b"a".to_vec()).err();
    assert_eq!(
        (word(1), word(-1), word(0)),
        (Some(Fault::Index), Some(Fault::Index), None)
    );
}

#[test]
fn refused_rows_leave_the_file_as_it_was() {
    let mut file = file();
    file.add(&two_rows()).unwrap();
    let mut shorter = two_rows();
    shorter[3] = Cells::integers(&[], &[0]).unwrap();
    assert!(file.add(&shorter).is_err());
    let mut other = two_rows();
    other.swap(1, 2);
    assert!(file.add(&other).is_err());
    assert!(file.add(&two_rows()[..4]).is_err());
    file.add(&two_rows()).unwrap();
    assert_eq!(fields(file.finish().unwrap()).len(), 4);
}

#[test]
fn a_footer_tells_the_rows_and_times_and_whether_the_file_is_cut() {
    let footer = |bytes: &[u8]| {
        let end = bytes.len() - 8;
        let length = u32::from_le_bytes(bytes[end..end + 4].try_into().unwrap());
        bytes[end - usize::try_from(length).unwrap()..end].to_vec()
    };
    let bytes = file().finish().unwrap();
    let none = Summary {
        rows: 0,
        times: None,
    };
    assert_eq!(
        summarize(&footer(&bytes), bytes.len() as u64).unwrap(),
        none
    );

    let mut file = file();
    file.add(&two_rows()).unwrap();
    file.add(&rows(200_000)).unwrap();
    let bytes = file.finish().unwrap();
    let times = Some((0, 1_700_000_000_000));
    let found = summarize(&footer(&bytes), bytes.len() as u64).unwrap();
    assert_eq!(
        found,
        Summary {
            rows: 200_002,
            times
        }
    );
    assert!(summarize(&footer(&bytes), bytes.len() as u64 - 100).is_err());
    assert!(summarize(b"nothing", 7).is_err());
}
