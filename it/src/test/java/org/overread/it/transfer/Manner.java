/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.transfer;

/**
 * What goes wrong with a study on its way. Each kind says beforehand how it has to end: with all objects there, or in
 * quarantine for that reason.
 */
enum Manner {
    /** 200 names all of them; nothing is ever kept. */
    KEEPS_NOTHING("OVR000901"),
    /** 200 names all of them; the last is never kept. */
    KEEPS_FEWER("OVR000901"),
    /** Keeps each under a UID of its own making. */
    REWRITES_UIDS("OVR000901"),
    /** 500, always. */
    FAILS("OVR001703"),
    /** 200 and a web page. */
    SHOWS_A_PAGE("OVR001713"),
    /** 200 and a hundred megabytes of a web page. */
    POURS_A_PAGE("OVR001713"),
    /** 409, all refused: another patient's study. */
    REFUSES("OVR000902"),
    /** 409, one refused for good, the others kept. */
    REFUSES_ONE("OVR000902"),
    /** 302 to another host. */
    REDIRECTS("OVR001705"),
    /** 401: what it was shown has expired. */
    LOCKS_OUT("OVR001704"),
    /** Cannot be asked at first, and then the study is gone at its source. */
    SOURCE_LOSES("OVR000900"),
    /** 500 to the first two requests. */
    FAILS_TWICE(""),
    /** 503 to the first request. */
    BUSY_ONCE(""),
    /** 202 at first, with one refused for now. */
    PARTLY_AT_FIRST(""),
    /** Keeps all and answers 200 with nothing. */
    SAYS_NOTHING(""),
    /** Takes the first request, keeps all and never answers it. */
    HANGS_ONCE(""),
    /** Takes a byte a second of the first request. */
    DRIPS_ONCE(""),
    /** Closes the connection at the beginning of the first request. */
    CLOSES_ONCE(""),
    /** Closes every connection after so many bytes; what came whole before is kept. */
    CUTS_ALWAYS(""),
    /** 413 to a request of several objects. */
    ONE_AT_A_TIME(""),
    /** Names an object twice when it is first asked what came. */
    LISTS_TWICE(""),
    /** One more object comes to the source while the study is sent. */
    SOURCE_GROWS("");

    private final String code;

    Manner(String code) {
        this.code = code;
    }

    /** Whether trying again mends it: then only all objects at the destination will do. */
    boolean heals() {
        return code.isEmpty();
    }

    /** How a transfer ends, as its state and the code of its problem. */
    String ending() {
        return heals() ? "VERIFIED " : "QUARANTINED " + code;
    }
}
