//! From what was found to a page, JSON or CSV.

use crate::app::{App, Scene};
use crate::asked::{Asked, Format};
use crate::layout;
use crate::problem::Problem;
use crate::shelf::Answer;
use axum::http::{HeaderValue, StatusCode};
use maud::Markup;
use serde::Serialize;

/// What a question found, in its three forms.
pub trait View: 'static {
    /// What stands in the window's title, and above the page.
    fn title(&self, scene: Scene<'_>) -> String;

    /// What stands on the page.
    fn page(&self, scene: Scene<'_>) -> Markup;

    /// The same as JSON.
    fn data(&self, asked: &Asked) -> Result<String, Problem>;

    /// The same as rows, header first.
    fn table(&self, asked: &Asked) -> Result<Vec<Vec<String>>, Problem>;
}

/// A part of a list as data.
#[derive(Debug, Serialize)]
pub struct Listed<T> {
    /// How many there are.
    pub total: usize,
    /// How many more are below the confidence asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<usize>,
    /// Which part this is, from 1.
    pub page: usize,
    /// How many a part holds.
    pub limit: usize,
    /// Those of this part.
    pub items: Vec<T>,
}

impl<T: Serialize> Listed<T> {
    /// A part of a list of so many.
    pub fn new(asked: &Asked, total: usize, items: Vec<T>) -> Self {
        Self { total, hidden: None, page: asked.page, limit: asked.limit, items }
    }

    /// As JSON.
    pub fn text(&self) -> Result<String, Problem> {
        json(self)
    }
}

/// A value as JSON.
pub fn json(value: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(value).map_err(|e| Problem::internal(e.to_string()))
}

/// The answer in the form asked for.
pub fn made(app: &App, asked: &Asked, lang: &str, found: &impl View) -> Result<Answer, Problem> {
    let words = app.words_of(lang).ok_or_else(|| Problem::internal(lang))?;
    let scene = Scene { asked, words, all: &app.words };
    let (kind, body) = match asked.format {
        Format::Page => {
            let page = layout::page(scene, &found.title(scene), &found.page(scene));
            ("text/html; charset=utf-8", page.into_string().into_bytes())
        }
        Format::Json => ("application/json", found.data(asked)?.into_bytes()),
        Format::Csv => ("text/csv; charset=utf-8; header=present", csv(&found.table(asked)?)?),
    };
    Ok(Answer { status: StatusCode::OK, kind: HeaderValue::from_static(kind), body })
}

fn csv(rows: &[Vec<String>]) -> Result<Vec<u8>, Problem> {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|e| Problem::internal(e.to_string()))?;
    }
    writer.into_inner().map_err(|e| Problem::internal(e.to_string()))
}
