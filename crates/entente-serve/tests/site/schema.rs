//! The description of the API is true.

use crate::world::Site;
use serde_json::Value;

/// What is wrong with a value by a schema: the part of JSON Schema that the description uses.
fn wrong(all: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = all.pointer(reference.trim_start_matches('#'))?;
        return wrong(all, target, value, at);
    }
    let each = |key: &str| schema[key].as_array().cloned().unwrap_or_default();
    if let Some(bad) = each("allOf").iter().find_map(|s| wrong(all, s, value, at)) {
        return Some(bad);
    }
    let choices = each("oneOf");
    if !choices.is_empty() {
        let fits = choices.iter().filter(|s| wrong(all, s, value, at).is_none()).count();
        return (fits != 1).then(|| format!("{at}: fits {fits} of oneOf: {value}"));
    }
    if let Some(known) = schema.get("enum").and_then(Value::as_array)
        && !known.contains(value)
    {
        return Some(format!("{at}: {value} is not of {known:?}"));
    }
    if schema.get("const").is_some_and(|c| c != value) {
        return Some(format!("{at}: {value} is not {}", schema["const"]));
    }
    let is = |name: &str| match name {
        "string" => value.is_string(),
        "integer" => value.is_u64() || value.is_i64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    };
    let fits = match &schema["type"] {
        Value::String(name) => is(name),
        Value::Array(names) => names.iter().filter_map(Value::as_str).any(is),
        _ => true,
    };
    if !fits {
        return Some(format!("{at}: {value} is no {}", schema["type"]));
    }
    if let Some(items) = value.as_array() {
        return items
            .iter()
            .enumerate()
            .find_map(|(i, v)| wrong(all, &schema["items"], v, &format!("{at}/{i}")));
    }
    let fields = value.as_object()?;
    let missing = each("required")
        .iter()
        .filter_map(Value::as_str)
        .find(|k| !fields.contains_key(*k))
        .map(str::to_owned);
    if let Some(missing) = missing {
        return Some(format!("{at}: {missing} is missing"));
    }
    let known = schema["properties"].as_object()?;
    fields.iter().find_map(|(k, v)| wrong(all, known.get(k)?, v, &format!("{at}/{k}")))
}

/// The names of an object's fields that its schema does not tell of.
fn untold(all: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut told = Vec::new();
    let mut open = vec![schema.clone()];
    while let Some(schema) = open.pop() {
        if let Some(target) = schema["$ref"].as_str().and_then(|r| all.pointer(r.trim_start_matches('#'))) {
            open.push(target.clone());
        }
        open.extend(
            ["allOf", "oneOf"].iter().flat_map(|k| schema[*k].as_array().cloned().unwrap_or_default()),
        );
        told.extend(schema["properties"].as_object().into_iter().flatten().map(|(k, _)| k.clone()));
    }
    value.as_object().into_iter().flatten().map(|(k, _)| k.clone()).filter(|k| !told.contains(k)).collect()
}

#[tokio::test]
async fn every_answer_is_as_the_description_says() {
    let site = Site::samples();
    let all = site.json("/api/v1/openapi.json").await;
    let first = |list: &Value| list["items"][0].clone();
    let event = first(&site.json("/api/v1/events").await)["id"].as_str().expect("an id").to_owned();
    let plan = first(&site.json("/api/v1/plans").await)["id"].as_str().expect("an id").to_owned();
    let document =
        first(&site.json("/api/v1/documents").await)["sha256"].as_str().expect("a hash").to_owned();
    let mut checked = 0;
    for (path, item) in all["paths"].as_object().expect("paths") {
        let names: &[&str] = match path.as_str() {
            p if p.contains("/actor/") => &["PHL", "Karel Lindqvist"],
            _ => &["EU"],
        };
        for name in names {
            let address = path
                .replace("/event/{id}", &format!("/event/{event}"))
                .replace("/plan/{id}", &format!("/plan/{plan}"))
                .replace("/document/{name}", &format!("/document/{document}"))
                .replace("{name}", &name.replace(' ', "%20"))
                .replace("{a}", name)
                .replace("{b}", "PHL");
            let address = if path.ends_with("/search") { format!("{address}?q=van+phong") } else { address };
            let answer = site.json(&address).await;
            let schema = &item["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            assert_eq!(wrong(&all, schema, &answer, ""), None, "{address}");
            assert_eq!(untold(&all, schema, &answer), Vec::<String>::new(), "{address}");
            let items = &schema["$ref"]
                .as_str()
                .map(|r| all.pointer(r.trim_start_matches('#')).cloned().unwrap_or_default());
            if let (Some(schema), Some(one)) = (items, answer["items"].get(0)) {
                assert_eq!(
                    untold(&all, &schema["properties"]["items"]["items"], one),
                    Vec::<String>::new(),
                    "{address}"
                );
            }
            checked += 1;
        }
    }
    assert!(checked >= 16, "{checked}");
    let problem = site.get("/api/v1/events?from=x").await.json();
    assert_eq!(wrong(&all, &all["components"]["schemas"]["Problem"], &problem, ""), None);
}

#[tokio::test]
async fn the_examples_of_the_description_answer() {
    let site = Site::samples();
    let page = site.get("/api").await;
    let mut tried = 0;
    for address in page.text.split("href=\"/api/v1/").skip(1).filter_map(|r| r.split('"').next()) {
        let answer = site.get(&format!("/api/v1/{}", address.replace("&amp;", "&"))).await;
        assert!(answer.status.is_success(), "{address}: {}", answer.text);
        tried += 1;
    }
    assert!(tried > 8, "{tried}");
}
