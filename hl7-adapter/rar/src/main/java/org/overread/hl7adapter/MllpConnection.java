/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7adapter;

import static org.overread.hl7adapter.MllpLog.LOG;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.overread.hl7adapter.api.Answer;
import org.overread.hl7adapter.api.RawMessage;

/**
 * One sender's connection: reads a message, waits for what becomes of it, answers, and only then reads the next one.
 * That keeps the sender's order and lets TCP hold back a sender that is faster than the database. All but
 * what may be called from any thread ({@link #stop}, {@link #flowChanged}) runs on the connection's selector thread, so nothing here is locked.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a close that fails leaves nothing to be done
final class MllpConnection extends ChannelInboundHandlerAdapter {

    /** MLLP Release 2: the message is in safe storage. */
    static final byte COMMITTED = 0x06;
    /** MLLP Release 2: it is not, and may be sent again. */
    static final byte NOT_COMMITTED = 0x15;

    private enum Phase {
        READING,
        DELIVERING,
        ANSWERING
    }

    private final String id;
    private final Channel channel;
    private final String peer;
    private final MllpSettings settings;
    private final DeliveryQueue queue;
    private final boolean release2;
    private final FrameReader frames;
    private final Clock clock;
    private final ArrayDeque<ByteBuf> arrived = new ArrayDeque<>();
    private Phase phase = Phase.READING;
    private @Nullable PendingMessage held;
    private @Nullable String certificate;
    private @Nullable ScheduledFuture<?> watch;
    private boolean stopping;
    private boolean strayTold;
    private long quietSince = System.nanoTime();
    private long lastByte = quietSince;

    MllpConnection(
            String id,
            Channel channel,
            boolean release2,
            MllpSettings settings,
            DeliveryQueue queue,
            FrameBudget budget,
            Clock clock) {
        this.id = id;
        this.release2 = release2;
        this.channel = channel;
        this.peer = ((InetSocketAddress) channel.remoteAddress()).getAddress().getHostAddress();
        this.settings = settings;
        this.queue = queue;
        this.frames = new FrameReader(settings.maxFrameBytes(), budget);
        this.clock = clock;
    }

    String id() {
        return id;
    }

    String peer() {
        return peer;
    }

    boolean inWork() {
        return phase != Phase.READING; // a guess from other threads, good enough to count
    }

    /** Stops or goes on reading, because the queue is full or has room again. */
    void flowChanged() {
        channel.eventLoop().execute(() -> {
            quietSince = lastByte = System.nanoTime();
            offerHeld();
            pump();
        });
    }

    /** Closes the connection, after the message in work is answered if there is one. */
    void stop() {
        channel.eventLoop().execute(() -> {
            stopping = true;
            if (phase == Phase.READING) {
                channel.close();
            } else {
                readOnOrNot();
            }
        });
    }

    void close() {
        channel.close();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        long tick = Math.min(settings.frameIdle().toMillis(), settings.idle().toMillis()) / 4;
        tick = Math.max(20, Math.min(tick, 5000));
        watch = channel.eventLoop().scheduleAtFixedRate(this::watch, tick, tick, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object data) {
        arrived.add((ByteBuf) data);
        lastByte = System.nanoTime();
        pump();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (frames.insideFrame() && phase == Phase.READING && !stopping) {
            LOG.endedInsideFrame(id, peer, frames.length());
        }
        LOG.debugf("Connection %s from %s ended, %d stray bytes in all", id, peer, frames.strayBytes());
        if (watch != null) {
            watch.cancel(false);
        }
        arrived.forEach(ByteBuf::release);
        arrived.clear();
        held = null;
        if (phase != Phase.DELIVERING) {
            frames.free(); // else the message is still in memory, and its answer frees it
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                certificate = subject(ctx.pipeline().get(SslHandler.class));
            } else {
                LOG.handshakeFailed(id, peer, Failure.describe(handshake.cause()));
                channel.close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debugf("Connection %s from %s broke: %s", id, peer, Failure.describe(cause));
        channel.close();
    }

    private void pump() {
        try {
            while (phase == Phase.READING && !stopping && !arrived.isEmpty()) {
                ByteBuf data = arrived.element();
                byte[] frame = frames.read(data);
                if (!data.isReadable()) {
                    arrived.remove().release();
                }
                tellOddities();
                if (frame != null) {
                    deliver(frame);
                }
            }
            readOnOrNot();
        } catch (FrameRefusedException e) {
            switch (e.reason()) {
                case FRAME_TOO_LARGE -> LOG.frameTooLarge(id, peer, settings.maxFrameBytes());
                case FRAMES_TOO_LARGE -> LOG.framesTooLarge(id, peer, settings.maxBufferedBytes());
            }
            stopping = true;
            channel.close();
        }
    }

    private void tellOddities() {
        int abandoned = frames.takeAbandonedBytes();
        if (abandoned > 0) {
            LOG.frameAbandoned(id, peer, abandoned);
        }
        if (frames.strayBytes() > 0 && !strayTold) {
            strayTold = true;
            LOG.strayBytes(id, peer);
        }
    }

    private void deliver(byte[] frame) {
        quietSince = System.nanoTime();
        if (frame.length == 0) {
            LOG.emptyFrame(id, peer);
            return;
        }
        if (release2 && frame.length == 1 && (frame[0] == COMMITTED || frame[0] == NOT_COMMITTED)) {
            if (frame[0] == NOT_COMMITTED) {
                LOG.answerNotCommitted(id, peer);
            }
            frames.free();
            return; // of our answer: the message is ours whatever became of that
        }
        phase = Phase.DELIVERING;
        held = new PendingMessage(
                new RawMessage(frame, id, peer, certificate, clock.instant()),
                release2,
                answer -> channel.eventLoop().execute(() -> answer(answer)));
        offerHeld();
    }

    private void offerHeld() {
        if (held != null && queue.offer(held)) {
            held = null;
        }
    }

    private void answer(Answer answer) {
        frames.free();
        quietSince = lastByte = System.nanoTime();
        if (answer instanceof Answer.Acknowledge acknowledge) {
            ByteBuf said = frame(acknowledge.content());
            write(release2 ? Unpooled.wrappedBuffer(frame(COMMITTED), said) : said);
        } else if (release2) {
            write(frame(answer instanceof Answer.Silence ? COMMITTED : NOT_COMMITTED));
        } else if (answer instanceof Answer.Silence) {
            next();
        } else {
            channel.close();
        }
    }

    private void write(ByteBuf bytes) {
        phase = Phase.ANSWERING;
        channel.writeAndFlush(bytes).addListener(written -> {
            if (written.isSuccess()) {
                next();
            } else {
                channel.close();
            }
        });
    }

    private void next() {
        phase = Phase.READING;
        quietSince = lastByte = System.nanoTime();
        if (stopping) {
            channel.close();
        } else {
            pump();
        }
    }

    private void readOnOrNot() {
        channel.config().setAutoRead(phase == Phase.READING && !queue.isFull() && !stopping);
    }

    private void watch() {
        long now = System.nanoTime();
        boolean paused = now - lastByte > settings.frameIdle().toNanos();
        boolean quiet = now - quietSince > settings.idle().toNanos();
        if (phase == Phase.ANSWERING && paused) {
            LOG.answerNotRead(id, peer);
            channel.close();
        } else if (phase == Phase.READING && !queue.isFull() && frames.insideFrame() && (paused || quiet)) {
            LOG.frameUnfinished(id, peer, frames.length());
            stopping = true; // told once: its end is no further news
            channel.close();
        } else if (phase == Phase.READING && !queue.isFull() && quiet) {
            LOG.idle(id, peer, settings.idle());
            channel.close();
        }
    }

    private static ByteBuf frame(byte... content) {
        return Unpooled.wrappedBuffer(
                new byte[] {FrameState.START}, content, new byte[] {FrameState.END, FrameState.RETURN});
    }

    private static @Nullable String subject(SslHandler tls) {
        try {
            Certificate[] chain = tls.engine().getSession().getPeerCertificates();
            return ((X509Certificate) chain[0]).getSubjectX500Principal().getName(X500Principal.RFC2253);
        } catch (SSLPeerUnverifiedException e) {
            return null; // client certificates are not asked for, or the peer has none
        }
    }
}
