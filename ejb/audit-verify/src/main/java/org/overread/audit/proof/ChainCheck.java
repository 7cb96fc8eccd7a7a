/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Goes along the chain, seal by seal and event by event, and tells each place that is not what was written. What it keeps
 * does not grow with the number of events.
 */
public final class ChainCheck {
    /** How much a clock may be set back without an event being called back-dated. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(5);

    /** No transaction lasts longer. */
    private static final Duration LONGEST_ACT = Duration.ofHours(1);

    /**
     * A seal as it is kept.
     *
     * @param canonical its text
     * @param signature empty for none
     * @param leaves hashes of its events, one after the other
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Kept(byte[] canonical, byte[] signature, byte[] leaves) {}

    private final Anchors anchors;
    private final Consumer<Finding> findings;
    private final Signers signers;
    private final Map<Integer, Long> positions = new HashMap<>();
    private final Map<Integer, Instant> times = new HashMap<>();

    private long number;
    private byte[] hash = Seal.nothingBefore();
    private @Nullable Instant sealedAt;
    private String key = "";
    private boolean resuming;
    private boolean positionsUnknown;

    private @Nullable Seal seal;
    private byte[] leaves = new byte[0];
    private boolean leavesHold;
    private boolean told;
    private Iterator<Place> expected = Set.<Place>of().iterator();
    private @Nullable Place next;
    private Set<Place> missing = Set.of();
    private Merkle tree = new Merkle();
    private int index;
    private @Nullable Instant lowest;
    private long events;
    private long seals;
    private long confirmed;

    public ChainCheck(Anchors anchors, Consumer<Finding> findings) {
        this.anchors = anchors;
        this.findings = findings;
        this.signers = new Signers(anchors);
    }

    /** Goes on behind a seal that was looked at before, or whose events are archived. */
    public ChainCheck after(Seal before, Map<Integer, Long> positionsThere) {
        number = before.number();
        hash = before.hash();
        sealedAt = before.sealedAt();
        key = before.key();
        positions.putAll(positionsThere);
        return this;
    }

    /** Goes on behind a seal of which only its text is known: where each writer was is learnt from the first slices. */
    ChainCheck afterUnknown(Seal before) {
        positionsUnknown = true;
        return after(before, Map.of());
    }

    /** A public key, X.509 SubjectPublicKeyInfo; what was told outside of the same name counts more. */
    public void key(String name, byte[] publicKey) {
        signers.add(name, publicKey);
    }

    /** The next seal; its events follow. */
    public void begin(Kept kept) {
        told = false;
        Seal read;
        try {
            read = Seal.parse(kept.canonical);
        } catch (IllegalArgumentException e) {
            tell(Finding.of(number + 1, Finding.Problem.SEAL_CHANGED));
            seal = null;
            number++;
            resuming = true;
            return;
        }
        if (read.number() != number + 1) {
            tell(Finding.of(number + 1, Finding.Problem.SEAL_MISSING));
            resuming = true;
        } else if (!resuming && !Arrays.equals(read.previous(), hash)) {
            tell(Finding.of(read.number(), Finding.Problem.SEAL_CHANGED));
        }
        if (anchors.contradict(read)) {
            tell(Finding.of(read.number(), Finding.Problem.ANCHOR));
        } else if (anchors.confirm(read)) {
            confirmed++;
        }
        Finding.Problem unsigned = signers.problem(read, kept.signature, key);
        if (unsigned != null) {
            tell(Finding.of(read.number(), unsigned));
        }
        if (sealedAt != null && read.sealedAt().isBefore(sealedAt)) {
            tell(Finding.of(read.number(), Finding.Problem.SEAL_BACK_DATED));
        }
        for (Slice slice : read.slices()) {
            Long before = positions.put(slice.slot(), slice.last());
            boolean follows = before == null ? positionsUnknown || slice.first() == 1 : slice.first() == before + 1;
            if (!resuming && !follows) {
                tell(Finding.of(read.number(), new Place(slice.slot(), slice.first()), Finding.Problem.SEAL_CHANGED));
            }
        }
        lowest = sealedAt == null || resuming ? null : sealedAt.minus(LONGEST_ACT);
        number = read.number();
        hash = Seal.hash(kept.canonical);
        sealedAt = read.sealedAt();
        key = read.key();
        resuming = false;
        seals++;
        open(read, kept.leaves);
    }

    private void open(Seal read, byte[] keptLeaves) {
        seal = read;
        leaves = keptLeaves;
        Merkle whole = new Merkle();
        for (int i = 0; i + Merkle.LENGTH <= leaves.length; i += Merkle.LENGTH) {
            whole.add(Arrays.copyOfRange(leaves, i, i + Merkle.LENGTH));
        }
        leavesHold = leaves.length == read.events() * Merkle.LENGTH && Arrays.equals(whole.root(), read.root());
        if (!leavesHold) {
            tell(Finding.of(read.number(), Finding.Problem.SEAL_CHANGED));
        }
        missing = new HashSet<>(read.missing());
        expected = read.slices().stream()
                .flatMap(slice -> LongStream.rangeClosed(slice.first(), slice.last())
                        .mapToObj(seq -> new Place(slice.slot(), seq)))
                .iterator();
        next = expected.hasNext() ? expected.next() : null;
        tree = new Merkle();
        index = 0;
    }

    /** The next event of the seal, in the order of its slices. */
    public void event(Place place, byte[] canonical) {
        if (seal == null) {
            return;
        }
        while (next != null && !next.equals(place) && isBefore(next, place)) {
            passOver();
        }
        if (next == null || !next.equals(place)) {
            tell(Finding.of(seal.number(), place, Finding.Problem.EVENT_INSERTED));
            return;
        }
        if (missing.contains(place)) {
            // sealed as gone, there again
            tell(Finding.of(seal.number(), place, Finding.Problem.EVENT_INSERTED));
        }
        byte[] leaf = Merkle.leaf(canonical);
        CanonicalEvent.Head head = CanonicalEvent.head(canonical).orElse(null);
        if (head == null || !head.place().equals(place) || (leavesHold && !isLeaf(leaf))) {
            tell(Finding.of(seal.number(), place, Finding.Problem.EVENT_CHANGED));
        } else {
            checkTime(place, head.at());
        }
        events++;
        advance(leaf);
    }

    private void checkTime(Place place, Instant at) {
        Seal current = Objects.requireNonNull(seal);
        Instant before = times.put(place.slot(), at);
        if ((before != null && at.isBefore(before.minus(CLOCK_STEP)))
                || (lowest != null && at.isBefore(lowest))
                || at.isAfter(current.sealedAt().plus(CLOCK_STEP))) {
            tell(Finding.of(current.number(), place, Finding.Problem.EVENT_BACK_DATED));
        }
    }

    /** Whether the seal has the one before the other. */
    private boolean isBefore(Place one, Place other) {
        if (one.slot() == other.slot()) {
            return one.seq() < other.seq();
        }
        for (Slice slice : Objects.requireNonNull(seal).slices()) {
            if (slice.slot() == other.slot()) {
                return false;
            }
            if (slice.slot() == one.slot()) {
                return true;
            }
        }
        return false;
    }

    private void passOver() {
        Place gone = Objects.requireNonNull(next);
        boolean before = missing.contains(gone);
        tell(Finding.of(
                Objects.requireNonNull(seal).number(),
                gone,
                before ? Finding.Problem.EVENT_MISSING_BEFORE_SEAL : Finding.Problem.EVENT_MISSING));
        advance(Merkle.leaf(CanonicalEvent.missing(gone)));
    }

    private void advance(byte[] leaf) {
        tree.add(leaf);
        index++;
        next = expected.hasNext() ? expected.next() : null;
    }

    private boolean isLeaf(byte[] leaf) {
        int from = index * Merkle.LENGTH;
        return Arrays.equals(leaves, from, from + Merkle.LENGTH, leaf, 0, Merkle.LENGTH);
    }

    /** No more events of this seal. */
    public void end() {
        if (seal == null) {
            return;
        }
        while (next != null) {
            passOver();
        }
        if (!told && !Arrays.equals(tree.root(), seal.root())) {
            tell(Finding.of(seal.number(), Finding.Problem.EVENT_CHANGED));
        }
        seal = null;
    }

    /** The events of this seal are elsewhere: only the seal itself is looked at. */
    public void passOverEvents() {
        seal = null;
    }

    /** No more seals. */
    public void finish() {
        Long after = anchors.firstAfter(number);
        if (after != null) {
            tell(Finding.of(after, Finding.Problem.TAIL_CUT));
        }
    }

    private void tell(Finding finding) {
        told = true;
        findings.accept(finding);
    }

    /** Events looked at. */
    public long events() {
        return events;
    }

    /** Seals looked at. */
    public long seals() {
        return seals;
    }

    /** Seals that an anchor confirmed. */
    public long confirmed() {
        return confirmed;
    }

    /** The last seal looked at. */
    public long number() {
        return number;
    }

    /** Up to where the seals so far hold a writer's events; 0 for a writer they hold nothing of. */
    public long position(int slot) {
        return positions.getOrDefault(slot, 0L);
    }
}
