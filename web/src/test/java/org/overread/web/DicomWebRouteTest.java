/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.overread.shared.OverreadException;
import org.overread.web.DicomWebRoute.Kind;

class DicomWebRouteTest {
    private static final String INSTANCE = "/studies/1.2/series/1.3/instances/1.4";

    @Test
    void each_address_of_dicomweb_is_known_by_what_it_answers() {
        assertThat(kind("/studies")).isEqualTo(Kind.STUDIES);
        assertThat(kind("/instances")).isEqualTo(Kind.INSTANCES);
        assertThat(kind("/studies/1.2")).isEqualTo(Kind.OBJECTS);
        assertThat(kind("/studies/1.2/series")).isEqualTo(Kind.SERIES);
        assertThat(kind("/studies/1.2/instances")).isEqualTo(Kind.INSTANCES);
        assertThat(kind("/studies/1.2/series/1.3/instances")).isEqualTo(Kind.INSTANCES);
        assertThat(kind("/studies/1.2/series/1.3/metadata")).isEqualTo(Kind.METADATA);
        assertThat(kind(INSTANCE)).isEqualTo(Kind.OBJECTS);
        assertThat(kind(INSTANCE + "/frames/1,20")).isEqualTo(Kind.FRAMES);
        assertThat(kind(INSTANCE + "/frames/1/rendered")).isEqualTo(Kind.RENDERED);
        assertThat(kind(INSTANCE + "/thumbnail")).isEqualTo(Kind.THUMBNAIL);
        assertThat(kind(INSTANCE + "/bulkdata/00091010/1/00091020")).isEqualTo(Kind.BULK_DATA);
    }

    @Test
    void the_archives_path_is_the_one_that_was_understood() {
        for (String path : new String[] {
            "/studies/1.2",
            "/studies/1.2/series",
            INSTANCE + "/frames/3",
            INSTANCE + "/bulk/7fe00010",
            "/studies/1.2/rendered"
        }) {
            assertThat(DicomWebRoute.of(path).orElseThrow().path()).isEqualTo(path);
        }
    }

    @Test
    void what_dicomweb_does_not_know_is_no_address() {
        for (String path : new String[] {
            "",
            "/",
            "/patients",
            "/studies/1.2/",
            "/studies/1.2/archive",
            "/studies/1.2/series/1.3/series",
            INSTANCE + "/frames/0",
            INSTANCE + "/frames/1/archive",
            INSTANCE + "/frames/1,",
            INSTANCE + "/bulk/../../../../instances",
            INSTANCE + "/bulkdata/a b",
            INSTANCE + "/bulkdata",
            "/studies/1.2/metadata/x",
            "/../studies"
        }) {
            assertThat(DicomWebRoute.of(path)).as(path).isEmpty();
        }
    }

    @Test
    void a_uid_that_is_none_is_refused_before_anybody_is_asked() {
        for (String uid :
                new String[] {"", "1.2\\1.3", "1.2*", "01.2", "1..2", "1.2/..", "１.2", "1.2;x", "9".repeat(65)}) {
            String path = "/studies/" + uid;
            assertThatThrownBy(() -> DicomWebRoute.of(path)
                            .filter(route -> false)
                            .orElseThrow(() -> OverreadException.badRequest("OVR000000: none")))
                    .as(uid)
                    .isInstanceOf(OverreadException.class);
        }
    }

    private static Kind kind(String path) {
        return DicomWebRoute.of(path).orElseThrow().kind();
    }
}
