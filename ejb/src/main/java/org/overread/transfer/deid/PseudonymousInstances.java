/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.overread.shared.DicomUid;
import org.overread.transfer.InstanceList;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Pseudonyms;
import org.overread.transfer.Pseudonyms.Kind;

/** What a destination of de-identified objects holds, by the names that the objects have at their source. */
public final class PseudonymousInstances implements InstanceList {
    private static final int PAGE = 500;

    private final InstanceList list;
    private final Deidentifier deidentifier;
    private final Pseudonyms pseudonyms;

    public PseudonymousInstances(InstanceList list, Deidentifier deidentifier, Pseudonyms pseudonyms) {
        this.list = list;
        this.deidentifier = deidentifier;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String name() {
        return list.name();
    }

    /** An instance whose pseudonym nobody kept comes as it is there, and is none of the source's. */
    @Override
    public int each(DicomUid study, Consumer<InstanceRef> consumer) {
        List<InstanceRef> page = new ArrayList<>(PAGE);
        int given = list.each(new DicomUid(deidentifier.uid(study.value())), instance -> {
            page.add(instance);
            if (page.size() == PAGE) {
                give(page, consumer);
            }
        });
        give(page, consumer);
        return given;
    }

    private void give(List<InstanceRef> page, Consumer<InstanceRef> consumer) {
        Map<String, Pseudonyms.Entry> originals = pseudonyms.originals(
                name(), Kind.UID, page.stream().map(InstanceRef::instance).toList());
        for (InstanceRef instance : page) {
            Pseudonyms.Entry entry = originals.get(instance.instance());
            consumer.accept(entry == null ? instance : new InstanceRef(instance.series(), entry.original()));
        }
        page.clear();
    }
}
