/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.it.hl7;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.overread.kit.Hl7Orders;
import org.overread.kit.MllpClient;

/** A sender as they are: one message at a time, sent again and again, unchanged, until it is acknowledged. */
final class PersistentSender extends Thread {
    private final int port;
    private final List<String> messages;
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private volatile MllpClient link;
    private volatile boolean waiting;
    private volatile int acknowledged;
    private volatile int resends;

    PersistentSender(int port, List<String> messages) {
        this.port = port;
        this.messages = messages;
        setDaemon(true);
    }

    @Override
    public void run() {
        for (String message : messages) {
            boolean sentBefore = false;
            while (!isInterrupted()) {
                try {
                    MllpClient current = link;
                    if (current == null) {
                        current = MllpClient.to(port);
                        link = current;
                    }
                    if (sentBefore) {
                        resends++;
                    }
                    sentBefore = true;
                    waiting = true;
                    MllpClient.Ack answer = current.send(message);
                    waiting = false;
                    if (!answer.controlId().equals(Hl7Orders.controlId(message))) {
                        throw new IOException("the answer to another message");
                    }
                    if (answer.code().equals("AA")) {
                        acknowledged++;
                    } else {
                        refused.add(answer.text().replace('\r', '\n'));
                    }
                    break;
                } catch (IOException gone) {
                    waiting = false;
                    cut();
                    pause();
                }
            }
        }
    }

    /** Loses the connection, with any answer that is on its way. */
    void cut() {
        MllpClient lost = link;
        link = null;
        if (lost != null) {
            try {
                lost.close();
            } catch (IOException e) {
                // it is gone all the same
            }
        }
    }

    int acknowledged() {
        return acknowledged;
    }

    int resends() {
        return resends;
    }

    int inFlight() {
        return waiting ? 1 : 0;
    }

    /** Answers that were not AA. */
    List<String> refused() {
        return refused;
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
