/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes studies of CT, MR, CR and DX with pixels of their own, as Part 10 files in Explicit VR Little Endian. */
public final class DicomStudies {
    private static final Map<String, String> SOP_CLASS = Map.of(
            "CT", "1.2.840.10008.5.1.4.1.1.2",
            "MR", "1.2.840.10008.5.1.4.1.1.4",
            "CR", "1.2.840.10008.5.1.4.1.1.1",
            "DX", "1.2.840.10008.5.1.4.1.1.1.1");

    private final Path folder;
    private int size = 256;
    private boolean withIssuer = true;

    private DicomStudies(Path folder) {
        this.folder = folder;
    }

    /** @param folder where the files go, one folder a study */
    public static DicomStudies in(Path folder) {
        return new DicomStudies(folder);
    }

    /** Rows and columns of each image; 512 makes a CT image of half a megabyte. */
    public DicomStudies size(int pixels) {
        this.size = pixels;
        return this;
    }

    /** Leaves Issuer of Patient ID out, as many modalities do. */
    public DicomStudies withoutIssuer() {
        this.withIssuer = false;
        return this;
    }

    /** The images of an order, in one series. */
    public Study of(Order order, int images) {
        return make(
                order.patient(),
                order.studyUid(),
                order.accession(),
                order.modality(),
                order.procedureText(),
                1,
                images);
    }

    /** A study that nobody ordered: no accession number. */
    public Study unordered(Patient patient, String modality, String description, int images) {
        return make(patient, Uids.next(), "", modality, description, 1, images);
    }

    /** Images that come late into the study: a new series of it. */
    public Study more(Study study, int images) {
        return make(study.patient(), study.uid(), study.accession(), study.modality(), "LATE", 2, images);
    }

    private Study make(
            Patient patient,
            String uid,
            String accession,
            String modality,
            String description,
            int series,
            int images) {
        String seriesUid = Uids.next();
        LocalDateTime now = LocalDateTime.now(java.time.ZoneOffset.UTC);
        List<Study.Instance> instances = new ArrayList<>();
        try {
            Path home = Files.createDirectories(folder.resolve(uid));
            for (int i = 0; i < images; i++) {
                String sop = Uids.next();
                byte[] pixels = pixels(modality, i, images, description);
                byte[] dataSet = dataSet(
                        patient, uid, accession, modality, description, series, seriesUid, sop, i + 1, now, pixels);
                Path file = home.resolve(series + "-" + (i + 1) + ".dcm");
                Files.write(file, DicomWriter.file(sopClass(modality), sop, dataSet));
                instances.add(new Study.Instance(sop, seriesUid, file, DicomFile.sha256(pixels)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Study(uid, patient, accession, modality, List.copyOf(instances));
    }

    /** 12 bits in 16; the slice number is mixed into the lowest bits so that no two images are equal. */
    private byte[] pixels(String modality, int slice, int slices, String caption) {
        byte[] grey = Picture.draw(modality, size, slice, slices, caption);
        byte[] pixels = new byte[grey.length * 2];
        for (int i = 0; i < grey.length; i++) {
            int value = (grey[i] & 0xFF) << 4 | (i + slice * 7) & 0x0F;
            pixels[2 * i] = (byte) value;
            pixels[2 * i + 1] = (byte) (value >> 8);
        }
        return pixels;
    }

    private byte[] dataSet(
            Patient patient,
            String studyUid,
            String accession,
            String modality,
            String description,
            int series,
            String seriesUid,
            String sop,
            int number,
            LocalDateTime at,
            byte[] pixels) {
        String date = at.format(DateTimeFormatter.ofPattern("yyyyMMdd"));
        String time = at.format(DateTimeFormatter.ofPattern("HHmmss"));
        boolean slices = modality.equals("CT") || modality.equals("MR");
        DicomWriter w = new DicomWriter()
                .text(0x0008, 0x0005, "CS", "ISO_IR 192")
                .text(0x0008, 0x0008, "CS", "ORIGINAL\\PRIMARY\\AXIAL")
                .text(0x0008, 0x0016, "UI", sopClass(modality))
                .text(0x0008, 0x0018, "UI", sop)
                .text(0x0008, 0x0020, "DA", date)
                .text(0x0008, 0x0021, "DA", date)
                .text(0x0008, 0x0023, "DA", date)
                .text(0x0008, 0x0030, "TM", time)
                .text(0x0008, 0x0031, "TM", time)
                .text(0x0008, 0x0033, "TM", time)
                .text(0x0008, 0x0050, "SH", accession);
        if (!accession.isEmpty() && withIssuer) {
            w.item(0x0008, 0x0051, new DicomWriter().text(0x0040, 0x0031, "UT", patient.issuer()));
        }
        w.text(0x0008, 0x0060, "CS", modality)
                .text(0x0008, 0x0070, "LO", "Overread invented data")
                .text(0x0008, 0x0090, "PN", "")
                .text(0x0008, 0x1030, "LO", description)
                .text(0x0008, 0x103E, "LO", "SERIES " + series)
                .text(0x0010, 0x0010, "PN", patient.name())
                .text(0x0010, 0x0020, "LO", patient.id());
        if (withIssuer) {
            w.text(0x0010, 0x0021, "LO", patient.issuer());
        }
        w.text(0x0010, 0x0030, "DA", patient.birthDate()).text(0x0010, 0x0040, "CS", patient.sex());
        if (slices) {
            w.text(0x0018, 0x0050, "DS", "5").text(0x0018, 0x5100, "CS", "HFS");
        }
        w.text(0x0020, 0x000D, "UI", studyUid)
                .text(0x0020, 0x000E, "UI", seriesUid)
                .text(0x0020, 0x0010, "SH", "1")
                .text(0x0020, 0x0011, "IS", Integer.toString(series))
                .text(0x0020, 0x0013, "IS", Integer.toString(number));
        if (slices) {
            w.text(0x0020, 0x0032, "DS", "-128\\-128\\" + (number * 5))
                    .text(0x0020, 0x0037, "DS", "1\\0\\0\\0\\1\\0")
                    .text(0x0020, 0x0052, "UI", studyUid);
        }
        w.number(0x0028, 0x0002, 1)
                .text(0x0028, 0x0004, "CS", "MONOCHROME2")
                .number(0x0028, 0x0010, size)
                .number(0x0028, 0x0011, size)
                .text(0x0028, 0x0030, "DS", "1\\1")
                .number(0x0028, 0x0100, 16)
                .number(0x0028, 0x0101, 12)
                .number(0x0028, 0x0102, 11)
                .number(0x0028, 0x0103, 0)
                .text(0x0028, 0x1050, "DS", "2048")
                .text(0x0028, 0x1051, "DS", "4096");
        if (modality.equals("CT")) {
            w.text(0x0028, 0x1052, "DS", "0").text(0x0028, 0x1053, "DS", "1");
        }
        return w.bytes(0x7FE0, 0x0010, "OW", pixels).toBytes();
    }

    private static String sopClass(String modality) {
        String found = SOP_CLASS.get(modality);
        if (found == null) {
            throw new IllegalArgumentException("no images are made for " + modality);
        }
        return found;
    }
}
