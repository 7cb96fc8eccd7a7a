/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.overread.hl7adapter.MllpSettings.Tls;

/** The ports, the selector threads and the open connections of one active endpoint. */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to be done
final class MllpServer {
    static final String PLAIN = "plain";
    static final String TLS = "TLS";
    static final String RELEASE_2 = "MLLP Release 2";
    static final String RELEASE_2_TLS = "MLLP Release 2, TLS";
    private static final int BACKLOG = 1024;
    private static final int READ_AT_MOST = 64 << 10;
    private static final long THREADS_END_SECONDS = 5;

    private final MllpSettings settings;
    private final Clock clock;
    private final DeliveryQueue queue;
    private final FrameBudget budget;
    private final NioEventLoopGroup selectors;
    private final EventLoop control;
    private final List<MllpPort> ports = new ArrayList<>();
    private final Set<MllpConnection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean listening;
    private final AtomicLong lastId = new AtomicLong();

    MllpServer(MllpSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.queue = new DeliveryQueue(settings.queue(), () -> connections.forEach(MllpConnection::flowChanged));
        this.budget = new FrameBudget(settings.maxBufferedBytes());
        this.selectors = new NioEventLoopGroup(settings.selectors(), new DefaultThreadFactory("overread-mllp", true));
        this.control = selectors.next();
        if (settings.port() >= 0) {
            ports.add(port(PLAIN, settings.port(), channel -> {}));
        }
        if (settings.release2Port() >= 0) {
            ports.add(port(RELEASE_2, settings.release2Port(), channel -> {}));
        }
        Tls tls = settings.tls();
        if (tls != null) {
            try {
                SslContext context = TlsContext.of(tls);
                Consumer<Channel> secured = channel -> {
                    SslHandler handler = context.newHandler(channel.alloc());
                    handler.setHandshakeTimeoutMillis(tls.handshake().toMillis());
                    channel.pipeline().addLast(handler);
                };
                if (tls.port() >= 0) {
                    ports.add(port(TLS, tls.port(), secured));
                }
                if (tls.release2Port() >= 0) {
                    ports.add(port(RELEASE_2_TLS, tls.release2Port(), secured));
                }
            } catch (IOException e) {
                LOG.tlsUnusable(String.valueOf(e.getMessage())); // the rest of the application is of use without it
            }
        }
    }

    DeliveryQueue queue() {
        return queue;
    }

    FrameBudget budget() {
        return budget;
    }

    /** The number of the port of a kind that is really open; -1 if it is not. */
    int port(String kind) {
        return ports.stream()
                .filter(port -> port.kind().equals(kind))
                .mapToInt(MllpPort::bound)
                .findFirst()
                .orElse(-1);
    }

    /** Whether every port that is configured takes connections. */
    boolean isBound() {
        return ports.stream().allMatch(port -> port.bound() != -1);
    }

    /** How many messages wait for a worker. */
    int waiting() {
        return queue.size();
    }

    int connections() {
        return open.get();
    }

    /** Opens or closes the ports. Closing also ends each connection once its message in work is answered. */
    void listen(boolean wanted) {
        control.execute(() -> {
            listening = wanted;
            ports.forEach(port -> port.listen(wanted));
            if (!wanted) {
                connections.forEach(MllpConnection::stop);
            }
        });
    }

    /** Closes all, giving messages in work the drain time to be committed and answered. */
    void stop() throws InterruptedException {
        listen(false);
        control.submit(() -> {}).await();
        long end = System.nanoTime() + settings.drain().toNanos();
        while (open.get() > 0 && System.nanoTime() < end) {
            connections.forEach(MllpConnection::stop); // also one that was accepted at the last moment
            Thread.sleep(5);
        }
        long left = connections.stream().filter(MllpConnection::inWork).count();
        if (left > 0) {
            LOG.stoppedWithMessagesInWork(left, settings.drain());
        }
        connections.forEach(MllpConnection::close);
        queue.close();
    }

    /** Ends the selector threads and waits until they are gone, so that nothing keeps the deployment's classes. */
    void endThreads() throws InterruptedException {
        endThreadsSoon();
        // the future, not awaitTermination: it is completed by Netty's global thread, which is waited for next
        selectors.terminationFuture().await(2 * THREADS_END_SECONDS, TimeUnit.SECONDS);
        try {
            GlobalEventExecutor.INSTANCE.awaitInactivity(THREADS_END_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalStateException e) {
            LOG.trace("Netty's global thread was never started", e);
        }
    }

    /** Ends the selector threads without waiting for them. */
    void endThreadsSoon() {
        selectors.shutdownGracefully(0, THREADS_END_SECONDS, TimeUnit.SECONDS);
    }

    private MllpPort port(String kind, int number, Consumer<Channel> security) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(selectors)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                // no pools: they would outlive an undeployment in the memory of the server's own threads
                .option(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
                .childOption(ChannelOption.ALLOCATOR, new UnpooledByteBufAllocator(false, true))
                .childOption(
                        ChannelOption.RCVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, 4096, READ_AT_MOST).maxMessagesPerRead(1))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accept(channel, kind.startsWith(RELEASE_2), security);
                    }
                });
        Duration retry = settings.bindRetry();
        return new MllpPort(kind, settings.host(), number, retry, bootstrap, control);
    }

    private void accept(Channel channel, boolean release2, Consumer<Channel> security) {
        if (channel.remoteAddress() == null) {
            channel.close(); // gone before it was looked at
            return;
        }
        MllpConnection connection = new MllpConnection(
                Long.toString(lastId.incrementAndGet()), channel, release2, settings, queue, budget, clock);
        int count = open.incrementAndGet();
        channel.closeFuture().addListener(closed -> {
            connections.remove(connection);
            open.decrementAndGet();
        });
        if (count > settings.maxConnections()) {
            LOG.tooManyConnections(connection.id(), connection.peer(), settings.maxConnections());
            channel.close();
            return;
        }
        connections.add(connection);
        security.accept(channel);
        channel.pipeline().addLast(connection);
        if (!listening) {
            connection.stop(); // it was accepted while the port was being closed
        }
    }
}
