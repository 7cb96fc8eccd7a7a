/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.overread.shared.DicomUid;
import org.overread.study.ModalityWorklist;
import org.overread.study.NotInArchive;

/** dcm4chee's {@code POST …/mwlitems/{study}/{step}/status/{status}}, on the AE that keeps the worklist. */
final class Dcm4cheeWorklist implements ModalityWorklist {
    private final PeerHttp http;
    private final String rs;

    Dcm4cheeWorklist(PeerHttp http, String rs) {
        this.http = http;
        this.rs = rs;
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public void setStatus(DicomUid study, String step, StepStatus status) {
        HttpRequest request = http.request(
                        URI.create(rs + "/mwlitems/" + study + "/" + PeerHttp.encode(step) + "/status/" + status),
                        "*/*",
                        http.settings().answerTimeout())
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request);
            String text = PeerHttp.errorText(response);
            if (response.statusCode() == 404 && !PeerHttp.isUnknownAe(text)) {
                throw new NotInArchive(ArchiveMessages.MESSAGES.notThere(name()));
            }
            if (response.statusCode() != 204 && response.statusCode() != 200) {
                throw http.failure(response.statusCode(), text);
            }
        } catch (IOException e) {
            throw http.failure(e);
        }
    }
}
