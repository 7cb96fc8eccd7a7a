/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.concurrent.ThreadFactory;

/** Streams run on threads of the container's, which know its naming and class loading. */
@ApplicationScoped
class TransferThreadsProducer {
    @SuppressWarnings("NullAway.Init") // injected
    @Resource
    private ManagedThreadFactory threads;

    @Produces
    @TransferThreads
    ThreadFactory threads() {
        return threads;
    }
}
