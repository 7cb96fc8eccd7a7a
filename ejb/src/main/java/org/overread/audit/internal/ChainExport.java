/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.overread.audit.proof.ExportLine;
import org.overread.audit.proof.Seal;

/**
 * Writes the chain as lines of an export, a seal a transaction: seals never change, so an export of any length holds nothing
 * up and no memory.
 */
final class ChainExport {
    private final Transactions transactions;
    private final OutputStream out;
    private long seals;
    private long events;

    ChainExport(Transactions transactions, OutputStream out) {
        this.transactions = transactions;
        this.out = out;
    }

    long events() {
        return events;
    }

    /** @param after the seal to begin behind; 0 for the whole chain */
    void everythingAfter(long after) throws IOException {
        try {
            long last = seals(after, Long.MAX_VALUE);
            line(new ExportLine.Unsealed());
            transactions.run(h -> {
                ChainRows rows = new ChainRows(h);
                if (rows.next(last).isEmpty()) { // else what is unsealed now does not follow
                    rows.unsealed(event -> line(new ExportLine.Event(event.place(), event.canonical())));
                }
            });
            line(new ExportLine.End(seals, events));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The seals behind one, up to and with another. */
    void between(long after, long upTo) throws IOException {
        try {
            seals(after, upTo);
            line(new ExportLine.Unsealed());
            line(new ExportLine.End(seals, events));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long seals(long after, long upTo) {
        OptionalLong next = transactions.get(h -> begin(h, after));
        long last = after;
        while (next.isPresent() && next.getAsLong() <= upTo) {
            long number = next.getAsLong();
            next = transactions.get(h -> seal(h, number));
            last = number;
        }
        return last;
    }

    private OptionalLong begin(Handle h, long after) {
        ChainRows rows = new ChainRows(h);
        byte[] before = rows.seal(after).map(row -> row.kept().canonical()).orElse(new byte[0]);
        line(new ExportLine.Begin(after + 1, before));
        rows.keys().forEach((id, key) -> line(new ExportLine.Key(id, key)));
        return rows.next(after);
    }

    private OptionalLong seal(Handle h, long number) {
        ChainRows rows = new ChainRows(h);
        ChainRows.SealRow row = rows.seal(number).orElseThrow();
        line(new ExportLine.Sealed(row.kept()));
        seals++;
        if (number > rows.archivedTo()) {
            try {
                rows.events(Seal.parse(row.kept().canonical()), event -> {
                    line(new ExportLine.Event(event.place(), event.canonical()));
                    events++;
                });
            } catch (IllegalArgumentException e) {
                // what is no seal has no events; whoever verifies the export finds it
            }
        }
        return rows.next(number);
    }

    private void line(ExportLine line) {
        try {
            out.write(line.text().getBytes(StandardCharsets.US_ASCII));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
