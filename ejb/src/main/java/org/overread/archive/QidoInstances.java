/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
import org.overread.study.ArchiveUnavailable;
import org.overread.transfer.InstanceList;
import org.overread.transfer.InstanceRef;

/** The instances of a study by QIDO-RS, page by page. */
final class QidoInstances implements InstanceList {
    static final int PAGE = 1000;

    private final PeerHttp http;
    private final Qido qido;
    private final String rs;
    private final boolean limitAtOnce;

    /**
     * @param limitAtOnce whether the first page names a limit too. dcm4chee needs none: it says what it leaves out. A
     *     server that cuts silently would look complete
     */
    QidoInstances(PeerHttp http, String rs, boolean limitAtOnce) {
        this.http = http;
        this.qido = new Qido(http);
        this.rs = rs;
        this.limitAtOnce = limitAtOnce;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public int each(DicomUid study, Consumer<InstanceRef> consumer) {
        Seen seen = new Seen();
        int offset = 0;
        while (true) {
            boolean limited = limitAtOnce || offset > 0;
            Qido.Answer answer = qido.search(page(study, offset, limited), row -> take(row, seen, consumer));
            offset += answer.rows();
            // more rows than asked for: the server knows no limit, and this was all
            boolean full = limited && answer.rows() == PAGE;
            if (answer.rows() == 0 || !(full || answer.cutShort())) {
                return offset;
            }
        }
    }

    private URI page(DicomUid study, int offset, boolean limited) {
        String all = rs + "/studies/" + study + "/instances";
        return URI.create(limited ? all + "?limit=" + PAGE + "&offset=" + offset : all);
    }

    /**
     * Hands a row on. An instance that comes again on a later page means that another one may never come: most of that is
     * seen here, and the rest by whoever counts what is different.
     */
    private void take(DicomRow row, Seen seen, Consumer<InstanceRef> consumer) {
        String instance = row.text("00080018");
        if (instance.isEmpty()) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(http.name()));
        }
        if (seen.first.equals(instance)) {
            throw new ArchiveRefused(ArchiveMessages.MESSAGES.cannotPage(http.name()));
        }
        if (!seen.add(instance)) {
            throw new ArchiveUnavailable(ArchiveMessages.MESSAGES.unstable(http.name()));
        }
        consumer.accept(new InstanceRef(row.text("0020000E"), instance));
    }

    /** The first instance and those of about the last page, so that memory use does not depend on the study's size. */
    private static final class Seen {
        private final Set<String> lately = new LinkedHashSet<>();
        private String first = "";

        boolean add(String instance) {
            if (first.isEmpty()) {
                first = instance;
            }
            if (lately.size() == PAGE) {
                lately.remove(lately.iterator().next());
            }
            return lately.add(instance);
        }
    }
}
