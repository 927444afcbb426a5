//! PDF files that were made to exhaust whoever reads them.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A PDF of these objects, the first of which is the catalogue; with a table of where they stand.
pub(crate) fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let trailer = format!(
        "trailer << /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    file.extend(trailer.bytes());
    file
}

/// A stream with its dictionary; `entries` are further ones.
pub(crate) fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< /Length {} {entries} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}

/// A page whose content is object 4, and whose resources are these.
fn page(resources: &str) -> Vec<Vec<u8>> {
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << {resources} >> >>"
    );
    vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
    ]
}

/// A form that draws itself.
pub(crate) fn form_that_draws_itself() -> Vec<u8> {
    let mut objects = page("/XObject << /F 5 0 R >>");
    objects.push(stream("", b"/F Do"));
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 200 200] \
        /Resources << /XObject << /F 5 0 R >> >>";
    objects.push(stream(form, b"/F Do /F Do"));
    pdf(&objects)
}

/// A page whose content opens a list within a list, a million times.
pub(crate) fn lists_within_lists() -> Vec<u8> {
    let mut objects = page("");
    objects.push(stream("", &b"[".repeat(1_000_000)));
    pdf(&objects)
}

/// Folders of pages within folders of pages.
pub(crate) fn deep_kids(depth: usize) -> Vec<u8> {
    let mut objects = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec()];
    for number in 3..depth + 3 {
        objects.push(format!("<< /Type /Pages /Kids [{number} 0 R] /Count 1 >>").into_bytes());
    }
    objects.push(b"<< /Type /Page /MediaBox [0 0 200 200] >>".to_vec());
    pdf(&objects)
}

/// A page whose content inflates to two gigabytes: two rounds of compression.
pub(crate) fn inflates() -> Vec<u8> {
    let deflate = |content: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    };
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![b' '; 1 << 20];
    for _ in 0..2_048 {
        encoder.write_all(&block).unwrap();
    }
    let content = deflate(&encoder.finish().unwrap());
    let mut objects = page("");
    objects.push(stream("/Filter [/FlateDecode /FlateDecode]", &content));
    pdf(&objects)
}
