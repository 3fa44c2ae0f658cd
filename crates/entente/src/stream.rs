//! Many documents through the stages: all cores, bounded memory, results in the order of the input.

use crate::pipeline::{Coded, Pipeline};
use entente_read::{ReadError, Reader, Reading};
use entente_resolve::{Event, merge_document};
use entente_text::{Assertion, CleanDocument};
use rayon::prelude::*;
use std::sync::mpsc::sync_channel;
use std::thread;

/// How many documents, and how many bytes of them, are under way at once.
const CHUNK_DOCUMENTS: usize = 128;
const CHUNK_BYTES: u64 = 8 << 20;

/// One input on its way.
#[derive(Debug)]
pub enum Item {
    /// It went through the stages.
    Coded {
        /// SHA-256 of its bytes, hexadecimal.
        sha256: String,
        /// The document with its labelled lines.
        clean: Box<CleanDocument>,
        /// What it reports.
        events: Vec<Event>,
        /// Its quotations, stances and steps of plans.
        assertions: Vec<Assertion>,
        /// Why nothing was coded, where nothing could be.
        passed_over: Option<String>,
        /// What was read of it in part only, where it is longer than a stage reads.
        in_part: Option<String>,
    },
    /// `skip` did not want it.
    Skipped,
    /// It could not be read.
    Failed(ReadError),
}

/// Some inputs that are done, and how many bytes have been read so far.
#[derive(Debug)]
pub struct Chunk {
    /// The inputs, in order.
    pub items: Vec<Item>,
    /// Bytes read since the beginning.
    pub bytes_read: u64,
}

/// Reads and codes all documents and hands them to `sink`, chunk by chunk, in order. While a chunk is in the sink the
/// next one is being coded. Documents that `skip` knows by their SHA-256 are not coded again.
pub fn run<E>(
    pipeline: &Pipeline,
    reader: Reader,
    skip: impl Fn(&str) -> bool + Send + Sync,
    mut sink: impl FnMut(Chunk) -> Result<(), E>,
) -> Result<(), E> {
    thread::scope(|scope| {
        let (send, receive) = sync_channel::<Chunk>(1);
        scope.spawn(move || {
            let mut reader = reader;
            loop {
                let read = next_chunk(&mut reader);
                if read.is_empty() {
                    break;
                }
                let items = read.into_par_iter().map(|r| code(pipeline, r, &skip)).collect();
                // The sink has failed: nobody waits for more.
                if send.send(Chunk { items, bytes_read: reader.bytes_read() }).is_err() {
                    break;
                }
            }
        });
        receive.into_iter().try_for_each(&mut sink)
    })
}

fn next_chunk(reader: &mut Reader) -> Vec<Result<Reading, ReadError>> {
    let (mut chunk, mut bytes) = (Vec::new(), 0);
    while chunk.len() < CHUNK_DOCUMENTS && bytes < CHUNK_BYTES {
        let Some(read) = reader.next() else { break };
        bytes += read.as_ref().map_or(0, |r| r.bytes);
        chunk.push(read);
    }
    chunk
}

fn code(
    pipeline: &Pipeline,
    read: Result<Reading, ReadError>,
    skip: &(impl Fn(&str) -> bool + Sync),
) -> Item {
    match read {
        Err(error) => Item::Failed(error),
        Ok(reading) if skip(&reading.sha256) => Item::Skipped,
        Ok(reading) => {
            let Coded { mut clean, claims, assertions, passed_over } = pipeline.run(reading.document);
            let remarks: Vec<&str> = clean.notes.iter().map(|n| n.message.as_str()).collect();
            let in_part = (passed_over.is_none() && !remarks.is_empty()).then(|| remarks.join("; "));
            clean.notes.splice(0..0, reading.notes);
            Item::Coded {
                sha256: reading.sha256,
                clean: Box::new(clean),
                events: merge_document(claims),
                assertions,
                passed_over,
                in_part,
            }
        }
    }
}
