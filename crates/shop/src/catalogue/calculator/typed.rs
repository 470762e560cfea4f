//! Parses the numbers of the shopper's own equipment.

use domain::{
    checkout::{FieldError, FieldErrorKind},
    optics::{
        pairing::{self, Camera, Eyepiece, Factor, Field, OpticsError, TelescopeOptics},
        quantity::{self, Unit},
    },
};
use std::ops::RangeInclusive;
use views::optics::calculator::Question;

/// The errors of the input.
#[derive(Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    pub fn add(&mut self, field: &str, problem: FieldErrorKind) {
        self.0.push(FieldError { field: field.to_owned(), problem });
    }

    /// Sorted in the order of the form.
    pub fn in_order(mut self) -> Vec<FieldError> {
        self.0.sort_by_key(|error| Question::FIELDS.iter().position(|field| *field == error.field));
        self.0
    }

    /// Parses a number, or records the field's error.
    pub fn number(
        &mut self,
        field: &str,
        text: &str,
        unit: Unit,
        range: &RangeInclusive<f64>,
    ) -> Option<f64> {
        let found = quantity::read(text, unit, range);
        if found.is_none() {
            self.add(
                field,
                if text.is_empty() { FieldErrorKind::Missing } else { FieldErrorKind::Invalid },
            );
        }
        found
    }

    /// Parses the numbers typed for a telescope.
    pub fn telescope(&mut self, question: &Question) -> Option<TelescopeOptics> {
        let aperture =
            self.number("aperture", &question.aperture, Unit::Millimetres, &pairing::APERTURE);
        let focal_length = self.number(
            "focal-length",
            &question.focal_length,
            Unit::Millimetres,
            &pairing::FOCAL_LENGTH,
        );
        match TelescopeOptics::new(aperture?, focal_length?) {
            Ok(telescope) => Some(telescope),
            Err(error) => {
                // Each number is valid by itself.
                let problem = if error == OpticsError::FocalRatio {
                    FieldErrorKind::Mistyped
                } else {
                    FieldErrorKind::Invalid
                };
                self.add("focal-length", problem);
                None
            }
        }
    }

    pub fn eyepiece(&mut self, question: &Question) -> Option<Eyepiece> {
        let range = &pairing::EYEPIECE_FOCAL_LENGTH;
        let mm = self.number(
            "eyepiece-focal-length",
            &question.eyepiece_focal_length,
            Unit::Millimetres,
            range,
        );
        let field = self.number(
            "apparent-field",
            &question.apparent_field,
            Unit::Degrees,
            &pairing::APPARENT_FIELD,
        );
        Eyepiece::new(mm?, Field::Apparent(field?)).ok()
    }

    pub fn factor(&mut self, question: &Question) -> Option<Factor> {
        Factor::new(self.number("factor", &question.factor, Unit::Times, &pairing::FACTOR)?).ok()
    }

    pub fn camera(&mut self, question: &Question) -> Option<Camera> {
        let width = self.number(
            "sensor-width",
            &question.sensor_width,
            Unit::Millimetres,
            &pairing::SENSOR,
        );
        let height = self.number(
            "sensor-height",
            &question.sensor_height,
            Unit::Millimetres,
            &pairing::SENSOR,
        );
        let pixel = self.number(
            "pixel-size",
            &question.pixel_size,
            Unit::Micrometres,
            &pairing::PIXEL_SIZE,
        );
        Camera::new(width?, height?, pixel?).ok()
    }
}
