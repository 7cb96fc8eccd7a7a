/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.overread.config.Deidentify;
import org.overread.config.Deidentify.Rectangle;
import org.overread.shared.Problem;

/**
 * De-identifies DICOM objects in passing, by the Basic Application Level Confidentiality Profile of PS3.15 Annex E with a
 * destination's options. Whatever it is given, nothing comes out that was not looked at. Safe for many threads.
 */
public final class Deidentifier {
    /** The least length of a key's value, in characters. */
    public static final int LEAST_SECRET = 16;

    /** The most that may stand before the image's dimensions. */
    private static final int AHEAD = 4 << 20;

    /** Modalities whose images tell in their pixels whose they are, unless they say otherwise. */
    private static final Set<String> BURNED_IN_MODALITIES = Set.of("US", "IVUS", "ES", "XC", "OT", "DOC", "SC", "HC");

    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final String ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.";
    private static final String ENCAPSULATED = "1.2.840.10008.5.1.4.1.1.104.";

    private final Profile profile;
    private final String secret;

    /** @param secret the key's value */
    public Deidentifier(Deidentify chosen, String secret) {
        this.profile = new Profile(chosen);
        this.secret = secret;
    }

    /** What became of one object. */
    public sealed interface Outcome {
        /**
         * It can go.
         *
         * @param instance the SOP Instance UID that it has now
         * @param original identifiers that it had and has no more, for the way back
         * @param content its new bytes. They end early with an {@link IOException} where the object cannot be followed
         */
        record Clean(String instance, Original original, InputStream content) implements Outcome {}

        /** It must not go, for the reason given. */
        record Blocked(Problem reason) implements Outcome {}
    }

    /** What an object's patient and order were called. */
    public record Original(String patientId, String patientIssuer, String accession) {
        @Override
        public String toString() {
            return "Original[hidden]";
        }
    }

    /** The pseudonym of a UID. */
    public String uid(String uid) {
        return new PseudonymKey(secret).uid(uid);
    }

    /** The pseudonyms of many UIDs. */
    public List<String> uids(List<String> uids) {
        PseudonymKey key = new PseudonymKey(secret);
        return uids.stream().map(key::uid).toList();
    }

    /** The pseudonym of a patient, which stands in Patient ID and Patient's Name. */
    public String patient(Original original) {
        return new PseudonymKey(secret).patient(original.patientId(), original.patientIssuer());
    }

    /** The pseudonym of an accession number. */
    public String accession(Original original) {
        return new PseudonymKey(secret).accession(original.accession());
    }

    /** @throws IOException what the stream throws */
    public Outcome open(InputStream object) throws IOException {
        try {
            return opened(object);
        } catch (DicomInput.Unreadable | java.util.zip.ZipException e) {
            return new Outcome.Blocked(Problem.of(DeidentificationMessages.MESSAGES.unreadable()));
        }
    }

    private Outcome opened(InputStream object) throws IOException {
        DicomInput head = new DicomInput(object);
        FileMeta meta = FileMeta.read(head);
        boolean deflated = meta.transferSyntax().equals(Encoding.DEFLATED_UID);
        Optional<Encoding> known = Encoding.of(meta.transferSyntax());
        if (known.isEmpty()) {
            return new Outcome.Blocked(Problem.of(DeidentificationMessages.MESSAGES.unreadable()));
        }
        Encoding encoding = known.get();
        InputStream dataset = head.rest();
        if (deflated) {
            // goes on inflated: its bytes change anyway
            dataset = new InflaterInputStream(dataset, new Inflater(true), 8192);
        }
        ByteArrayOutputStream seen = new ByteArrayOutputStream(8192);
        DicomInput scan = new DicomInput(dataset, seen, AHEAD);
        Facts facts = Facts.read(scan, encoding);
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(seen.toByteArray()), scan.rest());
        List<Rectangle> rectangles = profile.rectangles(facts.text(0x00080070), facts.text(0x00081090));
        boolean painted = !rectangles.isEmpty() && facts.number(0x00280010) > 0;
        Optional<Problem> blocked = blocked(meta, facts, painted);
        if (blocked.isPresent()) {
            return new Outcome.Blocked(blocked.get());
        }
        PseudonymKey key = new PseudonymKey(secret);
        String instance = key.uid(facts.instance());
        String syntax = deflated ? Encoding.EXPLICIT_LITTLE_UID : meta.transferSyntax();
        String sopClass = facts.text(0x00080016).isEmpty() ? meta.sopClass() : facts.text(0x00080016);
        DeidentifiedContent content = new DeidentifiedContent(
                FileMeta.written(sopClass, instance, syntax),
                new DicomInput(whole),
                encoding,
                profile,
                new Values(key, facts, profile.chosen()),
                new Insertions(profile, painted),
                painted ? PixelPainter.of(rectangles, facts) : null);
        return new Outcome.Clean(
                instance, new Original(facts.patientId(), facts.patientIssuer(), facts.accession()), content);
    }

    private Optional<Problem> blocked(FileMeta meta, Facts facts, boolean painted) {
        if (facts.instance().isEmpty()) {
            return Optional.of(Problem.of(DeidentificationMessages.MESSAGES.unreadable()));
        }
        if (painted && (!Encoding.isNative(meta.transferSyntax()) || !PixelPainter.canPaint(facts))) {
            return Optional.of(Problem.of(DeidentificationMessages.MESSAGES.compressed()));
        }
        boolean sure = painted || profile.chosen().burnedIn() == Deidentify.BurnedIn.SEND;
        if (!sure && mayShowText(facts)) {
            return Optional.of(Problem.of(DeidentificationMessages.MESSAGES.burnedIn(modality(facts))));
        }
        return Optional.empty();
    }

    /** Burned In Annotation (0028,0301) counts; without it, the kind of image does. */
    private static boolean mayShowText(Facts facts) {
        String said = facts.text(0x00280301);
        String sopClass = facts.text(0x00080016);
        if (said.equals("NO")) {
            return false;
        }
        return said.equals("YES")
                || BURNED_IN_MODALITIES.contains(facts.text(0x00080060))
                || sopClass.equals(SECONDARY_CAPTURE)
                || sopClass.startsWith(SECONDARY_CAPTURE + ".")
                || sopClass.startsWith(ULTRASOUND)
                || sopClass.startsWith(ENCAPSULATED);
    }

    /** A CS is at most 16 characters of a small repertoire; anything else is not repeated in a message. */
    private static String modality(Facts facts) {
        String modality = facts.text(0x00080060);
        return modality.matches("[A-Z]{1,16}") ? modality : "unknown";
    }
}
