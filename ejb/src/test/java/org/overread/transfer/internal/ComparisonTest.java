/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.InstanceList;
import org.overread.transfer.InstanceRef;

class ComparisonTest {
    private final Fixture fixture = new Fixture(new MemoryPeers());

    @BeforeEach
    void a_transfer() {
        fixture.work(Fixture.request());
    }

    private void list(String... uids) {
        InstanceList names = new InstanceList() {
            @Override
            public String name() {
                return "hospital";
            }

            @Override
            public int each(DicomUid study, Consumer<InstanceRef> consumer) {
                List.of(uids).forEach(uid -> consumer.accept(new InstanceRef("1.2.1", uid)));
                return uids.length;
            }
        };
        fixture.comparison.forget(1, Comparison.Side.SOURCE, fixture.new TestLease());
        fixture.comparison.list(1, Comparison.Side.SOURCE, names, new DicomUid(Fixture.STUDY), fixture.new TestLease());
    }

    @Test
    void a_list_is_what_was_named() {
        list("1.2.3", "1.2.4", "1.2.5");
        assertThat(fixture.comparison.counts(1).source()).isEqualTo(3);
        list("1.2.4");
        assertThat(fixture.comparison.counts(1).source()).isEqualTo(1);
    }

    @Test
    void a_list_that_names_an_object_twice_proves_nothing() {
        assertThatThrownBy(() -> list("1.2.3", "1.2.4", "1.2.5", "1.2.3"))
                .isInstanceOf(ArchiveUnavailable.class)
                .hasMessageContaining("OVR000921");
    }
}
