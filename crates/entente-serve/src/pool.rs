//! Connections to the ledger, each used by one question at a time.

use crate::problem::Problem;
use entente_ask::DEFAULT_CONFIDENCE;
use entente_ask::disputes::{self, DisputeRecord};
use entente_ask::person::People;
use entente_ledger::{Ledger, LedgerError};
use entente_text::Edtf;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tokio::sync::Semaphore;

/// A ledger with what was made of it before: what a question is asked of.
#[derive(Debug)]
pub struct Desk<'a> {
    ledger: &'a Ledger,
    kept: &'a Kept,
}

/// What takes long to make and many pages need; made again when the ledger changes.
#[derive(Debug, Default)]
struct Kept {
    people: OnceLock<Arc<People>>,
    disputes: OnceLock<Arc<Vec<DisputeRecord>>>,
    /// Held by whoever makes one of them: others wait for it.
    making: Mutex<()>,
}

impl Deref for Desk<'_> {
    type Target = Ledger;

    fn deref(&self) -> &Ledger {
        self.ledger
    }
}

impl Desk<'_> {
    /// All persons that articles name.
    pub fn people(&self) -> Result<Arc<People>, Problem> {
        let _making = self.kept.people.get().is_none().then(|| lock(&self.kept.making));
        if let Some(people) = self.kept.people.get() {
            return Ok(Arc::clone(people));
        }
        let people = Arc::new(People::of(self.ledger)?);
        Ok(Arc::clone(self.kept.people.get_or_init(|| people)))
    }

    /// All disputes among claims at least so sure; kept for the usual threshold.
    pub fn disputes(&self, least: f32) -> Result<Arc<Vec<DisputeRecord>>, Problem> {
        if (least - DEFAULT_CONFIDENCE).abs() > f32::EPSILON {
            return Ok(Arc::new(disputes::find(self.ledger, least)?));
        }
        let _making = self.kept.disputes.get().is_none().then(|| lock(&self.kept.making));
        if let Some(known) = self.kept.disputes.get() {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(disputes::find(self.ledger, least)?);
        Ok(Arc::clone(self.kept.disputes.get_or_init(|| found)))
    }
}

/// How many questions are answered at a time.
const WIDTH: usize = 6;
/// How many ledgers as of a past date are kept.
const PAST: usize = 3;

/// Read-only connections. They see what another process writes as soon as it is committed.
#[derive(Debug)]
pub struct Pool {
    path: PathBuf,
    idle: Mutex<Vec<Ledger>>,
    kept: Mutex<(u64, Arc<Kept>)>,
    past: Mutex<Vec<Past>>,
    watch: Mutex<Watch>,
    permits: Arc<Semaphore>,
}

/// A ledger as it would have answered on a date.
#[derive(Debug)]
struct Past {
    date: String,
    state: u64,
    ledger: Ledger,
    kept: Kept,
}

/// Sees when the ledger changes.
#[derive(Debug)]
struct Watch {
    ledger: Ledger,
    version: i64,
    changes: u64,
}

impl Pool {
    /// Opens the ledger; documents of a run that was stopped are resolved first.
    pub fn open(path: &Path) -> Result<Arc<Self>, LedgerError> {
        let first = Ledger::open_existing(path)?;
        if first.pending()? > 0 {
            Ledger::open(path)?.rebuild_events()?;
        }
        let version = first.data_version()?;
        Ok(Arc::new(Self {
            path: path.to_owned(),
            idle: Mutex::new(Vec::new()),
            kept: Mutex::default(),
            past: Mutex::new(Vec::new()),
            watch: Mutex::new(Watch { ledger: first, version, changes: 0 }),
            permits: Arc::new(Semaphore::new(WIDTH)),
        }))
    }

    /// How often the ledger has changed since the server began.
    pub fn changes(&self) -> u64 {
        let mut watch = lock(&self.watch);
        if let Ok(version) = watch.ledger.data_version()
            && version != watch.version
        {
            watch.version = version;
            watch.changes += 1;
        }
        watch.changes
    }

    /// Asks the ledger, as of a date where one is given, on a thread that may wait.
    pub async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        as_of: Option<Edtf>,
        question: impl FnOnce(&Desk<'_>) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let Ok(permit) = Arc::clone(&self.permits).acquire_owned().await else {
            return Err(Problem::busy());
        };
        let pool = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            match as_of {
                None => pool.now(question),
                Some(date) => pool.then(&date, question),
            }
        });
        // A question that panics takes its connection with it, and nothing else.
        answer.await.unwrap_or_else(|_| Err(Problem::internal("a question failed")))
    }

    /// What was made of the ledger as it is now.
    fn kept(&self) -> Arc<Kept> {
        let changes = self.changes();
        let mut kept = lock(&self.kept);
        if kept.0 != changes {
            *kept = (changes, Arc::default());
        }
        Arc::clone(&kept.1)
    }

    fn now<T>(&self, question: impl FnOnce(&Desk<'_>) -> Result<T, Problem>) -> Result<T, Problem> {
        let idle = lock(&self.idle).pop();
        let ledger = match idle {
            Some(ledger) => ledger,
            None => Ledger::open_existing(&self.path)?,
        };
        let kept = self.kept();
        let answer = question(&Desk { ledger: &ledger, kept: &kept });
        lock(&self.idle).push(ledger);
        answer
    }

    fn then<T>(
        &self,
        date: &Edtf,
        question: impl FnOnce(&Desk<'_>) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let state = self.changes();
        let kept = {
            let mut past = lock(&self.past);
            past.retain(|p| p.state == state);
            past.iter().position(|p| p.date == date.as_str()).map(|i| past.remove(i))
        };
        let known = if let Some(known) = kept {
            known
        } else {
            let mut ledger = Ledger::open_existing(&self.path)?;
            ledger.as_of(date)?;
            Past { date: date.to_string(), state, ledger, kept: Kept::default() }
        };
        let answer = question(&Desk { ledger: &known.ledger, kept: &known.kept });
        let mut past = lock(&self.past);
        past.retain(|p| p.date != known.date);
        past.insert(0, known);
        past.truncate(PAST);
        answer
    }
}

/// A lock that a panic elsewhere does not close for good: what lies behind is a list of connections.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
