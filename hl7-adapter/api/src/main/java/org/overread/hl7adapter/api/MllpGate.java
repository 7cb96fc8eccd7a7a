/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * Whether the application can take messages. The MLLP ports are open while an endpoint is active <em>and</em> this gate
 * is open, so that a sender is never connected to a server whose database is not there yet.
 *
 * <p>The gate is closed when the application starts. The application opens it once its schema is in place, and may close
 * it when the database is lost for long: then the ports close, and with them the connections that have no message in
 * flight. Both calls may be repeated, return at once, and never throw. There is one gate a deployment, because this class
 * is loaded once in the EAR's {@code lib}; a redeployment starts with a closed one.
 */
public final class MllpGate {
    private static final MllpGate GATE = new MllpGate();

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final List<BooleanSupplier> servers = new CopyOnWriteArrayList<>();
    private volatile boolean open;

    private MllpGate() {}

    public static MllpGate gate() {
        return GATE;
    }

    public void open() {
        set(true);
    }

    public void close() {
        set(false);
    }

    public boolean isOpen() {
        return open;
    }

    /** Whether senders can connect now: an adapter is active, and each of its ports takes connections. */
    public boolean isServed() {
        return !servers.isEmpty() && servers.stream().allMatch(BooleanSupplier::getAsBoolean);
    }

    /** For the adapter: an endpoint is active; {@code listening} answers at once whether its ports take connections. */
    public void serve(BooleanSupplier listening) {
        servers.add(listening);
    }

    /** For the adapter: ends {@link #serve}. */
    public void unserve(BooleanSupplier listening) {
        servers.remove(listening);
    }

    /** For the adapter: runs {@code watcher} after each change, on the thread that made it. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    /** For the adapter: ends {@link #watch}. */
    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
    }

    private void set(boolean value) {
        synchronized (this) {
            if (open == value) {
                return;
            }
            open = value;
        }
        watchers.forEach(Runnable::run);
    }
}
