/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.overread.shared.OverreadException;

/** No request of the API is larger than a configuration document can be; a longer one is cut off while it is read. */
@Provider
@ConstrainedTo(RuntimeType.SERVER)
public class BodyLimit implements ContainerRequestFilter {
    static final long BYTES = 2 << 20;

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getLength() > BYTES) {
            throw tooLarge();
        }
        if (request.hasEntity()) {
            request.setEntityStream(new Bounded(request.getEntityStream(), BYTES));
        }
    }

    private static OverreadException tooLarge() {
        return new OverreadException(OverreadException.Kind.TOO_LARGE, WebMessages.MESSAGES.tooLarge());
    }

    /** Counts what is read of a body without a declared length. */
    static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            return value < 0 ? value : counted(1) == 1 ? value : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            return count < 0 ? count : counted(count);
        }

        private int counted(int count) {
            left -= count;
            if (left < 0) {
                throw tooLarge();
            }
            return count;
        }
    }
}
