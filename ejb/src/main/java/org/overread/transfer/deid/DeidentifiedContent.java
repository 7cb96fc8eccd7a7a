/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.deid;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object's bytes, de-identified while they are read: one data element after the other, large values in pieces. Holds a few
 * KiB, whatever the object's size. Bytes that cannot be followed are an {@link DicomInput.Unreadable}; nothing of them goes out.
 *
 * <p>Long for a class of ours: it is one walk over one grammar (PS3.5 section 7), and its states belong together.
 */
final class DeidentifiedContent extends InputStream {
    static final int DEPTH = 32;

    private static final int PIXEL_DATA = 0x7FE00010;
    private static final int LONGEST_TEXT = 1 << 20;

    private final DicomInput in;
    private final ConfidentialityTable table = ConfidentialityTable.standard();
    private final Profile profile;
    private final Values values;
    private final Insertions insertions;
    private final @Nullable PixelPainter painter;
    private final DicomOutput out = new DicomOutput();
    private final byte[] piece = new byte[32 * 1024];
    private final Deque<Level> levels = new ArrayDeque<>();

    private byte[] ready;
    private int at;
    private long copying;
    private boolean painting;
    private boolean ended;

    /**
     * What we are in.
     *
     * @param kind of it
     * @param encoding of what is in it
     * @param end where it ends in the input; {@link DicomInput#UNDEFINED} = at its delimiter
     * @param creators of the private blocks so far, of a dataset
     */
    private record Level(Kind kind, Encoding encoding, long end, Map<Integer, String> creators) {}

    private enum Kind {
        DATASET,
        SEQUENCE,
        FRAGMENTS
    }

    /**
     * @param beginning what goes first: the new File Meta Information
     * @param in stands at the dataset's first element
     * @param painter null = pixel data go as they are
     */
    DeidentifiedContent(
            byte[] beginning,
            DicomInput in,
            Encoding encoding,
            Profile profile,
            Values values,
            Insertions insertions,
            @Nullable PixelPainter painter) {
        this.ready = beginning;
        this.in = in;
        this.profile = profile;
        this.values = values;
        this.insertions = insertions;
        this.painter = painter;
        levels.push(new Level(Kind.DATASET, encoding, DicomInput.UNDEFINED, new HashMap<>()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == ready.length) {
            if (ended) {
                return -1;
            }
            step();
            // a few elements at once, so that small ones cost no array each
            for (int i = 0; i < 64 && !ended && copying == 0 && out.size() < 4096; i++) {
                step();
            }
            ready = out.take();
            at = 0;
        }
        int count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, into, offset, count);
        at += count;
        return count;
    }

    private Level level() {
        Level level = levels.peek();
        if (level == null) {
            throw new IllegalStateException("no level");
        }
        return level;
    }

    private void step() throws IOException {
        if (copying > 0) {
            copy();
            return;
        }
        Level level = level();
        if (level.end() != DicomInput.UNDEFINED && in.position() >= level.end()) {
            if (in.position() > level.end()) {
                throw new DicomInput.Unreadable();
            }
            close(level);
            return;
        }
        switch (level.kind()) {
            case DATASET -> element(level);
            case SEQUENCE -> item(level);
            case FRAGMENTS -> fragment(level);
        }
    }

    private void copy() throws IOException {
        int count = in.read(piece, 0, (int) Math.min(piece.length, copying));
        if (count < 0) {
            if (levels.size() > 1) {
                throw new DicomInput.Unreadable();
            }
            // cut at the source, as it is there
            copying = 0;
            ended = true;
            return;
        }
        if (painting && painter != null) {
            painter.paint(piece, 0, count);
        }
        out.raw(piece, 0, count);
        copying -= count;
        painting &= copying > 0;
    }

    private void close(Level level) {
        levels.pop();
        Encoding around = level.encoding();
        switch (level.kind()) {
            case DATASET -> out.itemEnd(around);
            case SEQUENCE, FRAGMENTS -> out.sequenceEnd(around);
        }
    }

    private void item(Level level) throws IOException {
        DicomInput.Head head = in.head(level.encoding());
        if (head.tag() == DicomInput.SEQUENCE_END && level.end() == DicomInput.UNDEFINED) {
            close(level);
            return;
        }
        if (head.tag() != DicomInput.ITEM) {
            throw new DicomInput.Unreadable();
        }
        out.item(level.encoding());
        push(Kind.DATASET, level.encoding(), head.length());
    }

    private void push(Kind kind, Encoding encoding, long length) throws IOException {
        if (levels.size() > 2 * DEPTH) {
            throw new DicomInput.Unreadable();
        }
        long end = length == DicomInput.UNDEFINED ? DicomInput.UNDEFINED : in.position() + length;
        levels.push(new Level(kind, encoding, end, kind == Kind.DATASET ? new HashMap<>() : Map.of()));
    }

    private void fragment(Level level) throws IOException {
        DicomInput.Head head = in.head(level.encoding());
        if (head.tag() == DicomInput.SEQUENCE_END) {
            close(level);
            return;
        }
        if (head.tag() != DicomInput.ITEM || head.length() < 0) {
            throw new DicomInput.Unreadable();
        }
        out.head(level.encoding(), DicomInput.ITEM, "", head.length());
        copying = head.length();
    }

    private void element(Level level) throws IOException {
        boolean top = levels.size() == 1;
        if (top && in.atEnd()) {
            insertions.before(out, level.encoding(), -1);
            ended = true;
            return;
        }
        DicomInput.Head head = in.head(level.encoding());
        int tag = head.tag();
        if (tag == DicomInput.ITEM_END && !top && level.end() == DicomInput.UNDEFINED) {
            close(level);
            return;
        }
        if ((tag >>> 16) == 0xFFFE || (top && (tag >>> 16) <= 2)) {
            throw new DicomInput.Unreadable();
        }
        if (top && insertions.before(out, level.encoding(), tag)) {
            in.skipValue(head, level.encoding(), 0);
        } else if (((tag >>> 16) & 1) != 0) {
            privateElement(level, head);
        } else {
            String known = table.vr(tag).orElse("UN");
            String vr = head.vr().isEmpty() || head.vr().equals("UN") ? known : head.vr();
            act(profile.action(tag, vr), level, head, vr, top);
        }
    }

    private void privateElement(Level level, DicomInput.Head head) throws IOException {
        int group = head.tag() >>> 16;
        int element = head.tag() & 0xFFFF;
        boolean creator = element >= 0x10 && element <= 0xFF;
        if (creator && head.length() >= 0 && head.length() <= 64) {
            byte[] value = in.bytes((int) head.length());
            String name = new String(value, StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ')
                    .strip();
            level.creators().put(group << 8 | element, name);
            if (profile.keepsCreator(group, name)) {
                out.element(level.encoding(), head.tag(), head.vr(), value);
            }
            return;
        }
        String name = level.creators().getOrDefault(group << 8 | element >>> 8, "");
        boolean kept = !creator && profile.keepsPrivate(group, name, element) && head.length() >= 0;
        // what is itself a dataset or a person's name is no value to vouch for
        if (!kept || head.vr().equals("SQ") || head.vr().equals("PN")) {
            in.skipValue(head, level.encoding(), 0);
        } else if (head.vr().equals("UI")) {
            changed(Action.UID, level, head, "UI");
        } else {
            keep(level, head, head.vr());
        }
    }

    private void act(Action action, Level level, DicomInput.Head head, String vr, boolean top) throws IOException {
        Encoding encoding = level.encoding();
        switch (action) {
            case KEEP -> {
                painting = top && head.tag() == PIXEL_DATA;
                if (vr.equals("SQ")) {
                    descend(level, head);
                } else {
                    keep(level, head, head.vr());
                }
            }
            case REMOVE -> in.skipValue(head, encoding, 0);
            case EMPTY -> {
                in.skipValue(head, encoding, 0);
                if (vr.equals("SQ")) {
                    out.sequence(encoding, head.tag());
                    out.sequenceEnd(encoding);
                } else {
                    out.element(encoding, head.tag(), vr, new byte[0]);
                }
            }
            case DUMMY -> {
                in.skipValue(head, encoding, 0);
                if (!vr.equals("SQ")) {
                    out.element(encoding, head.tag(), vr, values.dummy(vr));
                } else {
                    DummyItems.write(out, encoding, head.tag());
                }
            }
            case UID, WORDS, SHIFT, PATIENT, ACCESSION, AGE -> changed(action, level, head, vr);
        }
    }

    private void changed(Action action, Level level, DicomInput.Head head, String vr) throws IOException {
        if (head.length() < 0 || head.length() > LONGEST_TEXT) {
            in.skipValue(head, level.encoding(), 0);
            out.element(level.encoding(), head.tag(), vr, new byte[0]);
            return;
        }
        out.element(level.encoding(), head.tag(), vr, values.of(action, vr, in.bytes((int) head.length())));
    }

    private void keep(Level level, DicomInput.Head head, String vr) throws IOException {
        if (head.length() == DicomInput.UNDEFINED) {
            if (vr.equals("OB") || vr.equals("OW")) {
                out.head(level.encoding(), head.tag(), vr, -1);
                push(Kind.FRAGMENTS, level.encoding(), DicomInput.UNDEFINED);
            } else {
                descend(level, head);
            }
            return;
        }
        out.head(level.encoding(), head.tag(), vr, head.length());
        copying = head.length();
    }

    private void descend(Level level, DicomInput.Head head) throws IOException {
        boolean unknown = head.vr().equals("UN");
        // a sequence as UN is implicit VR little endian (PS3.5 section 6.2.2)
        Encoding inner = unknown ? Encoding.IMPLICIT_LITTLE : level.encoding();
        out.head(level.encoding(), head.tag(), unknown ? "UN" : "SQ", -1);
        push(Kind.SEQUENCE, inner, head.length());
    }
}
