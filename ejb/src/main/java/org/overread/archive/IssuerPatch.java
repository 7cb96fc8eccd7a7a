/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.overread.transfer.DicomObject;
import org.overread.transfer.DicomObject.IssuerOutcome;
import org.overread.transfer.Issuers;

/**
 * Sets Issuer of Patient ID (0010,0021) and Issuer of Accession Number Sequence (0008,0051) on a DICOM object in
 * passing (DICOM PS3.3 sections C.2.2 and C.7.2.1). Only what stands before the patient module is held; the rest,
 * pixels above all, is handed on untouched. A value that is there is kept.
 */
final class IssuerPatch {
    private static final int LOCAL_NAMESPACE = 0x00400031;
    private static final int ITEM = 0xFFFEE000;

    private IssuerPatch() {}

    /** @throws IOException only what the stream throws */
    static DicomObject read(InputStream object, Issuers issuers) throws IOException {
        HeaderScan scan = HeaderScan.of(object);
        Optional<String> instance = Optional.of(scan.instance()).filter(uid -> !uid.isEmpty());
        if (issuers.isEmpty()) {
            return new DicomObject(instance, IssuerOutcome.NOT_ASKED, joined(scan.bytes(), object));
        }
        return switch (scan.stoppedBy()) {
            case DEFLATED -> new DicomObject(instance, IssuerOutcome.DEFLATED, joined(scan.bytes(), object));
            case TOO_LARGE -> new DicomObject(instance, IssuerOutcome.HEADER_TOO_LARGE, joined(scan.bytes(), object));
            case UNREADABLE -> new DicomObject(instance, IssuerOutcome.UNREADABLE, joined(scan.bytes(), object));
            case REACHED -> patched(scan, issuers, instance, object);
        };
    }

    private static DicomObject patched(HeaderScan scan, Issuers issuers, Optional<String> instance, InputStream rest) {
        boolean accession =
                !issuers.accession().isEmpty() && !scan.accessionIssuer().valued();
        boolean patient = !issuers.patient().isEmpty() && !scan.patientIssuer().valued();
        byte[] header = scan.bytes();
        if (!accession && !patient) {
            return new DicomObject(instance, IssuerOutcome.KEPT, joined(header, rest));
        }
        byte[] sequence = accession ? accessionIssuer(scan, issuers.accession()) : new byte[0];
        byte[] issuer = patient ? element(scan, HeaderScan.PATIENT_ISSUER, "LO", text(issuers.patient())) : new byte[0];
        ByteArrayOutputStream out = new ByteArrayOutputStream(header.length + sequence.length + issuer.length);
        int from = 0;
        if (accession) {
            from = replace(scan, header, out, from, scan.accessionIssuer(), sequence, 8);
        }
        if (patient) {
            from = replace(scan, header, out, from, scan.patientIssuer(), issuer, 0x10);
        }
        out.write(header, from, header.length - from);
        return new DicomObject(instance, IssuerOutcome.ADDED, joined(out.toByteArray(), rest));
    }

    private static int replace(
            HeaderScan scan,
            byte[] header,
            ByteArrayOutputStream out,
            int from,
            HeaderScan.Place place,
            byte[] element,
            int group) {
        out.write(header, from, place.start() - from);
        out.writeBytes(element);
        int length = scan.groupLength(group);
        if (length >= 0) {
            // a retired group length stands before the place, thus in what was just written: mend it there
            int grown = ByteBuffer.wrap(header).order(scan.order()).getInt(length)
                    + element.length
                    - (place.end() - place.start());
            byte[] written = out.toByteArray();
            int shift = out.size() - element.length - place.start();
            ByteBuffer.wrap(written).order(scan.order()).putInt(length + shift, grown);
            out.reset();
            out.writeBytes(written);
        }
        return place.end();
    }

    /** One item, of defined length, with Local Namespace Entity ID (0040,0031). */
    private static byte[] accessionIssuer(HeaderScan scan, String issuer) {
        byte[] local = element(scan, LOCAL_NAMESPACE, "UT", text(issuer));
        ByteBuffer item = ByteBuffer.allocate(8 + local.length).order(scan.order());
        tag(item, ITEM).putInt(local.length).put(local);
        return element(scan, HeaderScan.ACCESSION_ISSUER, "SQ", item.array());
    }

    private static byte[] element(HeaderScan scan, int tag, String vr, byte[] value) {
        boolean isLong = !scan.implicit() && !"LO".equals(vr);
        ByteBuffer element =
                ByteBuffer.allocate((isLong ? 12 : 8) + value.length).order(scan.order());
        tag(element, tag);
        if (!scan.implicit()) {
            element.put(vr.getBytes(StandardCharsets.US_ASCII));
        }
        if (isLong) {
            element.putShort((short) 0);
        }
        if (isLong || scan.implicit()) {
            element.putInt(value.length);
        } else {
            element.putShort((short) value.length);
        }
        return element.put(value).array();
    }

    private static ByteBuffer tag(ByteBuffer to, int tag) {
        return to.putShort((short) (tag >>> 16)).putShort((short) tag);
    }

    /** Even length, padded with a space (PS3.5 section 6.2). */
    private static byte[] text(String value) {
        String even = value.length() % 2 == 0 ? value : value + " ";
        return even.getBytes(StandardCharsets.US_ASCII);
    }

    private static InputStream joined(byte[] header, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(header), rest);
    }
}
