/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One listening port, plain or TLS. A port that is taken is tried again until it is free or no longer wanted. */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to be done
final class MllpPort {
    private final String kind;
    private final String host;
    private final int port;
    private final Duration retry;
    private final ServerBootstrap bootstrap;
    private final EventLoop control;
    private boolean wanted;
    private boolean told;
    private volatile @Nullable Channel channel;

    /** @param control the thread that all but {@link #bound} is called on */
    MllpPort(String kind, String host, int port, Duration retry, ServerBootstrap bootstrap, EventLoop control) {
        this.kind = kind;
        this.host = host;
        this.port = port;
        this.retry = retry;
        this.bootstrap = bootstrap;
        this.control = control;
    }

    String kind() {
        return kind;
    }

    /** The port that is really open, -1 if none is. */
    int bound() {
        Channel current = channel;
        return current == null ? -1 : ((InetSocketAddress) current.localAddress()).getPort();
    }

    void listen(boolean value) {
        if (wanted == value) {
            return;
        }
        wanted = value;
        told = false;
        if (value) {
            bind();
        } else {
            unbind();
        }
    }

    private void bind() {
        if (!wanted || channel != null) {
            return;
        }
        ChannelFuture binding = bootstrap.bind(host, port);
        binding.addListener(done -> control.execute(() -> {
            if (done.isSuccess()) {
                channel = binding.channel();
                LOG.listening(host, bound(), kind);
                if (!wanted) {
                    unbind();
                }
                return;
            }
            if (!told) {
                told = true;
                LOG.cannotBind(host, port, kind, Failure.describe(done.cause()), retry);
            }
            control.schedule(this::bind, retry.toMillis(), TimeUnit.MILLISECONDS);
        }));
    }

    private void unbind() {
        Channel current = channel;
        if (current != null) {
            int number = bound();
            channel = null;
            current.close();
            LOG.closed(host, number, kind);
        }
    }
}
