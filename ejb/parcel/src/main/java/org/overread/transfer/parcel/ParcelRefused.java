/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.parcel;

import java.io.IOException;

/** A parcel that cannot be what its sender packed for us. Nothing of it may be used. */
public final class ParcelRefused extends IOException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why. */
    public enum Reason {
        /** It is packed for others, or with a key that we have no more. */
        NOT_FOR_US("The parcel is not encrypted for this key."),
        /** Bytes were changed, left out, put elsewhere or added on the way. */
        DAMAGED("The parcel is damaged or was tampered with."),
        /** It is no parcel, or one of a later format. */
        UNKNOWN_FORMAT("This is no parcel of a known format."),
        /** Its signature is missing or is not that of a sender whom we know. */
        UNKNOWN_SENDER("The parcel is not signed by a known sender."),
        /** Its contents are not those that its sender signed. */
        OTHER_CONTENTS("The parcel does not hold what its sender signed."),
        /** It was received before. */
        REPLAYED("The parcel was received before."),
        /** It was packed too long ago, or in the future. */
        OUT_OF_TIME("The parcel was packed too long ago, or a clock is wrong.");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    public ParcelRefused(Reason reason) {
        this(reason, null);
    }

    ParcelRefused(Reason reason, @org.jspecify.annotations.Nullable Throwable cause) {
        super(reason.text, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
