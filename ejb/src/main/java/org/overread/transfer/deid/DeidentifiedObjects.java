/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.overread.shared.Problem;
import org.overread.study.ArchiveRefused;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.Pseudonyms;
import org.overread.transfer.Pseudonyms.Kind;
import org.overread.transfer.SourceFailed;

/** The objects of a stream, each de-identified; one that must not leave is held back. */
final class DeidentifiedObjects implements ObjectStream {
    private final ObjectStream objects;
    private final Deidentifier deidentifier;
    private final List<Pseudonyms.Entry> entries;
    private Deidentifier.@Nullable Original last;
    private @Nullable Problem blocked;

    /** @param entries gets what the pseudonyms stand for */
    DeidentifiedObjects(ObjectStream objects, Deidentifier deidentifier, List<Pseudonyms.Entry> entries) {
        this.objects = objects;
        this.deidentifier = deidentifier;
        this.entries = entries;
    }

    /** Why the first of those that were held back was. */
    @Nullable
    Problem blocked() {
        return blocked;
    }

    @Override
    public boolean hasNext() {
        return objects.hasNext();
    }

    @Override
    public DicomObject next() {
        DicomObject object = objects.next();
        try {
            Deidentifier.Outcome outcome = deidentifier.open(object.content());
            if (outcome instanceof Deidentifier.Outcome.Clean clean) {
                remember(object, clean);
                return new DicomObject(
                        Optional.of(clean.instance()),
                        DicomObject.IssuerOutcome.NOT_ASKED,
                        new Cleaned(clean.content()));
            }
            if (blocked == null) {
                blocked = ((Deidentifier.Outcome.Blocked) outcome).reason();
            }
            return new DicomObject(Optional.empty(), DicomObject.IssuerOutcome.BLOCKED, InputStream.nullInputStream());
        } catch (SourceFailed e) {
            throw e.reason();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(DicomObject object, Deidentifier.Outcome.Clean clean) {
        object.instance().ifPresent(uid -> entries.add(new Pseudonyms.Entry(Kind.UID, clean.instance(), uid, "")));
        Deidentifier.Original original = clean.original();
        if (original.equals(last)) {
            return;
        }
        last = original;
        if (!original.patientId().isEmpty()) {
            entries.add(new Pseudonyms.Entry(
                    Kind.PATIENT, deidentifier.patient(original), original.patientId(), original.patientIssuer()));
        }
        if (!original.accession().isEmpty()) {
            entries.add(
                    new Pseudonyms.Entry(Kind.ACCESSION, deidentifier.accession(original), original.accession(), ""));
        }
    }

    @Override
    public void close() {
        objects.close();
    }

    /** An object that turns out in its middle to be none breaks the request off: nobody knows what follows. */
    private static final class Cleaned extends InputStream {
        private final InputStream content;

        Cleaned(InputStream content) {
            this.content = content;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return content.read(into, offset, length);
            } catch (SourceFailed e) {
                throw e;
            } catch (IOException e) {
                throw new SourceFailed(new ArchiveRefused(DeidentificationMessages.MESSAGES.unreadable()));
            }
        }
    }
}
