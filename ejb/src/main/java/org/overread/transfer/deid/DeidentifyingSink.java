/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.util.ArrayList;
import java.util.List;
import org.overread.shared.DicomUid;
import org.overread.shared.Problem;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.Pseudonyms;
import org.overread.transfer.PutResult;

/**
 * Stores objects de-identified. What its results say of instances, they say by their pseudonyms. What the pseudonyms stand for
 * is kept before the result is given; a server that dies before that sends the objects again, to the same pseudonyms.
 */
public final class DeidentifyingSink implements ObjectSink {
    private final ObjectSink sink;
    private final Deidentifier deidentifier;
    private final Pseudonyms pseudonyms;

    public DeidentifyingSink(ObjectSink sink, Deidentifier deidentifier, Pseudonyms pseudonyms) {
        this.sink = sink;
        this.deidentifier = deidentifier;
        this.pseudonyms = pseudonyms;
    }

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public PutResult put(DicomUid study, ObjectStream objects, Batch batch) {
        List<Pseudonyms.Entry> entries = new ArrayList<>();
        entries.add(new Pseudonyms.Entry(Pseudonyms.Kind.UID, deidentifier.uid(study.value()), study.value(), ""));
        DeidentifiedObjects clean = new DeidentifiedObjects(objects, deidentifier, entries);
        PutResult result;
        try {
            result = sink.put(new DicomUid(deidentifier.uid(study.value())), clean, batch);
        } finally {
            pseudonyms.keep(name(), entries);
        }
        Problem reason = clean.blocked();
        return reason == null
                ? result
                : result.withReason(Problem.of(
                        DeidentificationMessages.MESSAGES.blocked(result.heldBack(), name(), reason.text())));
    }
}
