/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.overread.web.DicomWebRoute.Kind;

class DicomWebTypesTest {
    @Test
    void what_a_viewer_asks_for_goes_on_to_the_archive() {
        String octets = "multipart/related; type=\"application/octet-stream\"; transfer-syntax=1.2.840.10008.1.2.1";
        assertThat(DicomWebTypes.accept(Kind.FRAMES, octets))
                .hasValue("multipart/related;type=\"application/octet-stream\";transfer-syntax=1.2.840.10008.1.2.1");
        assertThat(DicomWebTypes.accept(Kind.METADATA, "application/dicom+json, multipart/related"))
                .hasValue("application/dicom+json");
        assertThat(DicomWebTypes.accept(Kind.RENDERED, null)).hasValue("image/jpeg");
        assertThat(DicomWebTypes.accept(Kind.OBJECTS, "*/*").orElseThrow()).contains("application/dicom");
        assertThat(DicomWebTypes.accept(Kind.RENDERED, "image/*")).hasValue("image/jpeg");
    }

    @Test
    void nothing_else_does() {
        assertThat(DicomWebTypes.accept(Kind.RENDERED, "text/html")).isEmpty();
        assertThat(DicomWebTypes.accept(Kind.METADATA, "application/dicom+xml")).isEmpty();
        assertThat(DicomWebTypes.accept(Kind.FRAMES, "image/jpeg;x=y\r\nX-Evil: 1"))
                .isEmpty();
        assertThat(DicomWebTypes.accept(Kind.OBJECTS, "a".repeat(2000))).isEmpty();
    }

    @Test
    void an_answer_that_a_browser_would_run_does_not_go_out() {
        assertThat(DicomWebTypes.sent(Kind.RENDERED, "text/html")).isEmpty();
        assertThat(DicomWebTypes.sent(Kind.RENDERED, "image/svg+xml")).isEmpty();
        assertThat(DicomWebTypes.sent(Kind.BULK_DATA, "text/javascript")).isEmpty();
        assertThat(DicomWebTypes.sent(Kind.OBJECTS, "")).isEmpty();
        assertThat(DicomWebTypes.sent(Kind.RENDERED, "image/jpeg; charset=x")).hasValue("image/jpeg");
        assertThat(DicomWebTypes.sent(Kind.OBJECTS, "multipart/related; boundary=b"))
                .hasValue("multipart/related; boundary=b");
    }
}
