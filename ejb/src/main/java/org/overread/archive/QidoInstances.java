/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.URI;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.overread.shared.DicomUid;
import org.overread.study.ArchiveRefused;
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
        int offset = 0;
        String lastFirst = "";
        while (true) {
            First first = new First(consumer, lastFirst);
            boolean limited = limitAtOnce || offset > 0;
            Qido.Answer answer = qido.search(page(study, offset, limited), first::take);
            offset += answer.rows();
            // more rows than asked for: the server knows no limit, and this was all
            boolean full = limited && answer.rows() == PAGE;
            if (answer.rows() == 0 || !(full || answer.cutShort())) {
                return offset;
            }
            lastFirst = first.uid == null ? "" : first.uid;
        }
    }

    private URI page(DicomUid study, int offset, boolean limited) {
        String all = rs + "/studies/" + study + "/instances";
        return URI.create(limited ? all + "?limit=" + PAGE + "&offset=" + offset : all);
    }

    /** Hands rows on, and notices a server that starts from the beginning whatever the offset. */
    private final class First {
        private final Consumer<InstanceRef> consumer;
        private final String lastFirst;
        private @Nullable String uid;

        First(Consumer<InstanceRef> consumer, String lastFirst) {
            this.consumer = consumer;
            this.lastFirst = lastFirst;
        }

        void take(DicomRow row) {
            String instance = row.text("00080018");
            if (instance.isEmpty()) {
                throw new ArchiveRefused(ArchiveMessages.MESSAGES.noDicomWeb(http.name()));
            }
            if (uid == null) {
                uid = instance;
                if (instance.equals(lastFirst)) {
                    throw new ArchiveRefused(ArchiveMessages.MESSAGES.cannotPage(http.name()));
                }
            }
            consumer.accept(new InstanceRef(row.text("0020000E"), instance));
        }
    }
}
