/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.overread.shared.DicomUid;
import org.overread.shared.Problem;
import org.overread.study.ArchiveUnavailable;
import org.overread.study.NotInArchive;
import org.overread.transfer.DicomObject;
import org.overread.transfer.ExportRequest;
import org.overread.transfer.InstanceList;
import org.overread.transfer.InstanceRef;
import org.overread.transfer.Issuers;
import org.overread.transfer.ObjectSink;
import org.overread.transfer.ObjectSource;
import org.overread.transfer.ObjectStream;
import org.overread.transfer.Peers;
import org.overread.transfer.PutResult;
import org.overread.transfer.SeriesRef;
import org.overread.transfer.StorageCommitment;

/** An archive and a destination that are two sets of UIDs, and that misbehave as a test says. */
class MemoryPeers implements Peers {
    static final Problem PROBLEM = new Problem("OVR001700", "as the test says");

    final Set<String> held = new ConcurrentSkipListSet<>();
    final Set<String> there = new ConcurrentSkipListSet<>();
    final List<String> sent = new CopyOnWriteArrayList<>();
    /** The archive's list of series; none = it cannot be searched for them. */
    volatile List<SeriesRef> series = List.of();

    /** The series of each object. */
    volatile UnaryOperator<String> seriesOf = sop -> "1.8";

    volatile boolean destinationDown;
    volatile boolean sourceDown;
    volatile int lists;
    /** What becomes of a request, given what a well destination would say. */
    volatile UnaryOperator<PutResult> answer = UnaryOperator.identity();
    /** What happens when an object was stored. */
    volatile Runnable onStore = () -> {};

    volatile ExportRequest.ExportResult exported;
    volatile StorageCommitment commitment;

    void hold(String... uids) {
        held.addAll(List.of(uids));
    }

    void hold(int count) {
        for (int i = 1; i <= count; i++) {
            held.add("1.9." + i);
        }
    }

    @Override
    public ObjectSource source(String archive) {
        return new ObjectSource() {
            @Override
            public String name() {
                return archive;
            }

            @Override
            public ObjectStream study(DicomUid study, Issuers issuers) {
                if (sourceDown) {
                    throw new ArchiveUnavailable("OVR001701: not reached");
                }
                if (held.isEmpty()) {
                    throw new NotInArchive("OVR001702: not there");
                }
                return new Objects(
                        held.stream().map(uid -> new InstanceRef("1.8", uid)).iterator());
            }

            @Override
            public List<SeriesRef> series(DicomUid study, int most) {
                return series;
            }

            @Override
            public ObjectStream series(DicomUid study, String uid, Issuers issuers) {
                return new Objects(held.stream()
                        .filter(sop -> seriesOf.apply(sop).equals(uid))
                        .map(sop -> new InstanceRef(uid, sop))
                        .iterator());
            }

            @Override
            public ObjectStream instances(DicomUid study, List<InstanceRef> instances, Issuers issuers) {
                return new Objects(instances.iterator());
            }
        };
    }

    private static final class Objects implements ObjectStream {
        private final Iterator<InstanceRef> left;

        Objects(Iterator<InstanceRef> left) {
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left.hasNext();
        }

        @Override
        public DicomObject next() {
            return new DicomObject(
                    Optional.of(left.next().instance()),
                    DicomObject.IssuerOutcome.NOT_ASKED,
                    InputStream.nullInputStream());
        }

        @Override
        public void close() {}
    }

    @Override
    public ObjectSink sink(String destination) {
        return new ObjectSink() {
            @Override
            public String name() {
                return destination;
            }

            @Override
            public PutResult put(DicomUid study, ObjectStream objects, Batch batch) {
                List<String> uids = new ArrayList<>();
                while (objects.hasNext() && uids.size() < batch.objects()) {
                    uids.add(objects.next().instance().orElseThrow());
                }
                PutResult.Sent request = new PutResult.Sent(uids, uids.size(), uids.size() * 1000L, 0);
                PutResult result = answer.apply(new PutResult.Stored(request));
                sent.addAll(uids);
                if (result instanceof PutResult.Stored) {
                    there.addAll(uids);
                } else if (result instanceof PutResult.PartlyStored partly) {
                    there.addAll(partly.stored());
                }
                onStore.run();
                return result;
            }
        };
    }

    @Override
    public ExportRequest exporter(String archive) {
        return new ExportRequest() {
            @Override
            public String name() {
                return archive;
            }

            @Override
            public ExportResult export(DicomUid study, String aeTitle) {
                sent.add(aeTitle);
                return exported;
            }
        };
    }

    @Override
    public Optional<StorageCommitment> commitment(String archive, String destination) {
        return Optional.ofNullable(commitment);
    }

    @Override
    public InstanceList heldBy(String archive) {
        return list(archive, held, () -> sourceDown);
    }

    @Override
    public InstanceList heldAt(String destination) {
        return list(destination, there, () -> destinationDown);
    }

    private InstanceList list(String name, Set<String> uids, java.util.function.BooleanSupplier down) {
        return new InstanceList() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public int each(DicomUid study, Consumer<InstanceRef> consumer) {
                lists++;
                if (down.getAsBoolean()) {
                    throw new ArchiveUnavailable("OVR001701: not reached");
                }
                List<String> now = List.copyOf(uids);
                now.forEach(uid -> consumer.accept(new InstanceRef(seriesOf.apply(uid), uid)));
                return now.size();
            }
        };
    }
}
