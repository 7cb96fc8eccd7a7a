/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.overread.config.Archive;
import org.overread.shared.DicomUid;
import org.overread.shared.Failures;
import org.overread.shared.OverreadException;

/**
 * "Look at this study (again)", said by an archive that stored something: {@code /notify/studies/{uid}}. Answers 200
 * with an empty body once the notice is committed (dcm4chee takes a 204 for a failure), and within two seconds
 * whatever the database does: the archive is not asked in the call, and a commit that hangs is answered 503. The notice
 * may be stored all the same then; looking twice is harmless.
 */
@WebServlet("/notify/*")
public class NotifyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PREFIX = "/studies/";
    private static final long PATIENCE_MILLIS = 1500;
    private static final int AT_ONCE = 32;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient Notices notices;

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private transient KnownArchives archives;

    @SuppressWarnings("NullAway.Init") // injected
    @Resource
    private transient ManagedExecutorService executor;

    private final transient Semaphore room = new Semaphore(AT_ONCE);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response);
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response);
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Problems.ofStatus(405).send(response);
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String path = request.getPathInfo();
            if (path == null || !path.startsWith(PREFIX)) {
                Problems.ofStatus(404).send(response);
                return;
            }
            Archive archive = archives.named(request.getParameter("archive"));
            if (!isKey(key(request), archives.keysOf(archive))) {
                ProblemBody.of(403, WebMessages.MESSAGES.wrongKey()).send(response);
                return;
            }
            DicomUid study = new DicomUid(path.substring(PREFIX.length()));
            if (archive == null) {
                throw notStored("the configuration names no such archive, or could not be read yet");
            }
            store(archive.name(), study);
            response.setStatus(200);
            response.setContentLength(0);
        } catch (OverreadException e) {
            ProblemBody.of(e.kind().status(), e.problem()).send(response);
        }
    }

    private void store(String archive, DicomUid study) {
        if (!room.tryAcquire()) {
            throw notStored("too many at once");
        }
        Future<?> stored;
        try {
            stored = executor.submit(() -> {
                try {
                    notices.look(archive, study);
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
            throw notStored("the server's executor refused");
        }
        try {
            stored.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw notStored("no commit within " + PATIENCE_MILLIS + " ms");
        } catch (ExecutionException e) {
            throw notStored(Failures.describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notStored("interrupted");
        }
    }

    private static OverreadException notStored(String why) {
        WebLog.LOG.noticeNotStored(why);
        return new OverreadException(OverreadException.Kind.UNAVAILABLE, WebMessages.MESSAGES.noticeNotStored());
    }

    private static @Nullable String key(HttpServletRequest request) {
        String header = request.getHeader("X-Overread-Key");
        return header == null ? request.getParameter("key") : header;
    }

    /** In the same time whatever is wrong with it, and whichever is right. No key set means that nobody may notify. */
    static boolean isKey(@Nullable String sent, List<String> expected) {
        if (expected.isEmpty()) {
            WebLog.LOG.noNotifyKey();
            return false;
        }
        byte[] given = sent == null ? new byte[0] : sent.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String key : expected) {
            found |= MessageDigest.isEqual(given, key.getBytes(StandardCharsets.UTF_8));
        }
        return found && sent != null;
    }
}
