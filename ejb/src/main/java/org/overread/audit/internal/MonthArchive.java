/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jdbi.v3.core.Handle;
import org.overread.audit.proof.Anchors;
import org.overread.audit.proof.ExportCheck;
import org.overread.audit.proof.Finding;

/**
 * Takes an old month of the trail into a file: the seals that hold its events, whole, as an export that the offline verifier
 * reads. Only when that file was read back and found whole does the month's partition go; the seals stay, so that the chain
 * goes on to be verifiable.
 */
final class MonthArchive {
    private final Transactions transactions;
    private final Path folder;
    private final Anchors anchors;

    MonthArchive(Transactions transactions, Path folder, Anchors anchors) {
        this.transactions = transactions;
        this.folder = folder;
        this.anchors = anchors;
    }

    /** What was written. */
    record Archived(LocalDate month, Path file, long events) {}

    /** A file that does not hold what was written: the month stays where it is. */
    static final class NotWhole extends IOException {
        private static final long serialVersionUID = 1L;

        NotWhole(Finding first) {
            super(first.toString());
        }
    }

    /**
     * Archives the oldest month that is old enough.
     *
     * @param keepMonths how many whole months stay in the database
     */
    Optional<Archived> oldest(int keepMonths) throws IOException {
        Optional<LocalDate> month = transactions.get(h -> due(h, keepMonths));
        if (month.isEmpty()) {
            return Optional.empty();
        }
        Archived archived = archive(month.get());
        transactions.run(h -> h.createQuery("select drop_audit_month(:month)")
                .bind("month", month.get())
                .mapTo(String.class)
                .one());
        return Optional.of(archived);
    }

    private static Optional<LocalDate> due(Handle h, int keepMonths) {
        return h.createQuery("""
                        select month from (select to_date(substring(c.relname from '\\d{6}$'), 'YYYYMM') as month
                                             from pg_inherits i join pg_class c on c.oid = i.inhrelid
                                            where i.inhparent = 'audit_event'::regclass
                                              and c.relname ~ '^audit_event_\\d{6}$') months
                         where month + make_interval(months => 1 + :keep) <= now() order by month limit 1""")
                .bind("keep", keepMonths)
                .mapTo(LocalDate.class)
                .findOne();
    }

    private Archived archive(LocalDate month) throws IOException {
        long first = transactions.get(h -> h.createQuery("select coalesce(max(last_seal), 0) + 1 from audit_archive")
                .mapTo(Long.class)
                .one());
        OffsetDateTime end = month.plusMonths(1).atStartOfDay().atOffset(ZoneOffset.UTC);
        long last = transactions.get(
                h -> h.createQuery("select coalesce(max(number), 0) from audit_seal where oldest < :end")
                        .bind("end", end)
                        .mapTo(Long.class)
                        .one());
        last = Math.max(last, first - 1);
        String name = "overread-audit-" + month.toString().substring(0, 7) + ".ndjson.gz";
        Path written = folder.resolve(name + ".part");
        Files.createDirectories(folder);
        long events = write(written, first - 1, last);
        byte[] digest = readBack(written);
        Path file = folder.resolve(name);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        long lastSeal = last;
        transactions.run(h -> h.createUpdate("""
                        insert into audit_archive (month, file, digest, first_seal, last_seal, events)
                        values (:month, :file, :digest, :first, :last, :events)
                        on conflict (month) do nothing""")
                .bind("month", month)
                .bind("file", name)
                .bind("digest", digest)
                .bind("first", first)
                .bind("last", lastSeal)
                .bind("events", events)
                .execute());
        return new Archived(month, file, events);
    }

    private long write(Path file, long after, long upTo) throws IOException {
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), 1 << 16)) {
            ChainExport export = new ChainExport(transactions, out);
            export.between(after, upTo);
            out.flush();
            return export.events();
        } finally {
            try (FileChannel disk = FileChannel.open(file, StandardOpenOption.WRITE)) {
                disk.force(true);
            }
        }
    }

    /** @return the file's SHA-256 */
    private byte[] readBack(Path file) throws IOException {
        List<Finding> found = new ArrayList<>();
        MessageDigest digest = sha256();
        try (InputStream raw = new DigestInputStream(Files.newInputStream(file), digest);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.US_ASCII), 1 << 16)) {
            new ExportCheck(anchors.upToAnything(), finding -> {
                        if (found.isEmpty()) {
                            found.add(finding);
                        }
                    })
                    .read(lines);
            raw.transferTo(OutputStream.nullOutputStream());
        }
        if (!found.isEmpty()) {
            throw new NotWhole(found.get(0));
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
