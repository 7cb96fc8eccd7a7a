/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Checks an export as it is read, line by line. */
public final class ExportCheck {
    private final ChainCheck chain;
    private final Consumer<Finding> findings;
    private final Map<Integer, Long> unsealed = new HashMap<>();
    private boolean inSeal;
    private boolean afterSeals;
    private boolean ended;
    private long waiting;

    public ExportCheck(Anchors anchors, Consumer<Finding> findings) {
        this.chain = new ChainCheck(anchors, findings);
        this.findings = findings;
    }

    public ExportCheck read(BufferedReader lines) throws IOException {
        String text;
        while ((text = lines.readLine()) != null) {
            ExportLine line = ended ? null : ExportLine.parse(text).orElse(null);
            if (line == null) {
                findings.accept(Finding.of(chain.number(), Finding.Problem.EXPORT_CUT));
                return this;
            }
            take(line);
        }
        if (!ended) {
            findings.accept(Finding.of(chain.number(), Finding.Problem.EXPORT_CUT));
        }
        chain.finish();
        return this;
    }

    private void take(ExportLine line) {
        if (line instanceof ExportLine.Begin begin && begin.previous().length > 0) {
            begin(begin);
        } else if (line instanceof ExportLine.Key key) {
            chain.key(key.id(), key.publicKey());
        } else if (line instanceof ExportLine.Sealed sealed) {
            endSeal();
            chain.begin(sealed.seal());
            inSeal = true;
        } else if (line instanceof ExportLine.Event event) {
            if (afterSeals) {
                unsealed(event);
            } else {
                chain.event(event.place(), event.canonical());
            }
        } else if (line instanceof ExportLine.Unsealed) {
            endSeal();
            afterSeals = true;
        } else if (line instanceof ExportLine.End end) {
            endSeal();
            ended = true;
            if (end.seals() != chain.seals() || end.events() != chain.events()) {
                findings.accept(Finding.of(chain.number(), Finding.Problem.EXPORT_CUT));
            }
        }
    }

    /** The seal before gives number and hash; where each writer was is learnt from the first slices. */
    private void begin(ExportLine.Begin begin) {
        try {
            chain.afterUnknown(Seal.parse(begin.previous()));
        } catch (IllegalArgumentException e) {
            findings.accept(Finding.of(begin.firstSeal() - 1, Finding.Problem.SEAL_CHANGED));
        }
    }

    private void unsealed(ExportLine.Event event) {
        long before = unsealed.getOrDefault(
                event.place().slot(), chain.position(event.place().slot()));
        for (long gone = before + 1; gone < event.place().seq(); gone++) {
            findings.accept(Finding.of(0, new Place(event.place().slot(), gone), Finding.Problem.EVENT_MISSING));
        }
        boolean itsOwn = CanonicalEvent.head(event.canonical())
                .filter(head -> head.place().equals(event.place()))
                .isPresent();
        if (!itsOwn || event.place().seq() <= before) {
            findings.accept(Finding.of(
                    0, event.place(), itsOwn ? Finding.Problem.EVENT_INSERTED : Finding.Problem.EVENT_CHANGED));
        }
        unsealed.merge(event.place().slot(), event.place().seq(), Math::max);
        waiting++;
    }

    private void endSeal() {
        if (inSeal) {
            chain.end();
            inSeal = false;
        }
    }

    public ChainCheck chain() {
        return chain;
    }

    /** Events that no seal holds yet. */
    public long waiting() {
        return waiting;
    }
}
