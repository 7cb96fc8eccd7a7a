/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

/** The configuration document that the quick start begins with; a person's later changes to it are kept. */
public final class QuickstartConfiguration {
    private QuickstartConfiguration() {}

    /** With the two Orthancs: studies with and without an order become cases and are routed. */
    public static String ownArchive(Stack stack) {
        return document(stack.hospital().dicomWeb(), "all", stack.group().dicomWeb(), true);
    }

    /** With somebody's archive: its new studies are shown in triage, and nothing leaves until a person enables a rule. */
    public static String existingArchive(Stack stack, String url) {
        return document(url, "all", stack.group().dicomWeb(), false);
    }

    private static String document(String archive, String intake, String destination, boolean enabled) {
        return """
                # The quick start's configuration. GET /overread/api/configuration shows it, PUT replaces it.
                sites:
                  - name: mercy
                    timezone: Europe/Berlin
                    authority: MERCY
                    accessionIssuer: MERCY
                senders:
                  - name: ris
                    site: mercy
                    match:
                      sendingApplication: RIS
                      sendingFacility: MERCY
                archives:
                  - name: hospital
                    kind: dicomweb
                    site: mercy
                    url: %s
                    notifyKey: ${secret:notify}
                    intake: %s
                    sweepInterval: PT10S
                    quietPeriod: PT5S
                destinations:
                  - name: group-pacs
                    kind: dicomweb
                    url: %s
                groups:
                  - name: local
                    tier: local
                    destination: group-pacs
                  - name: neuro
                    tier: regional
                    destination: group-pacs
                rules:
                  - name: MR of the head goes to the neuroradiologists
                    enabled: %s
                    when: modality == "MR"
                    then:
                      group: neuro
                  - name: everything else is read here
                    enabled: %s
                    when: "true"
                    then:
                      group: local
                """.formatted(archive, intake, destination, enabled, enabled);
    }
}
