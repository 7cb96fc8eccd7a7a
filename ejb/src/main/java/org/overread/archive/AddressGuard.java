/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.archive;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.overread.shared.Settings;
import org.overread.study.ArchiveRefused;

/**
 * Keeps what a configuration names from reaching what only this machine should: link-local addresses, where clouds serve the
 * credentials of a machine, and addresses that are no single host. Asked before each call, by the address that the name
 * has now. Private networks and loopback are where archives live.
 */
final class AddressGuard {
    private AddressGuard() {}

    /** @throws ArchiveRefused unless {@code overread.peers.link-local} allows it */
    static void check(String peer, URI url) {
        if (Settings.flag("overread.peers.link-local", false)) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(url.getHost())) {
                if (isRefused(address)) {
                    throw new ArchiveRefused(ArchiveMessages.MESSAGES.linkLocal(peer));
                }
            }
        } catch (UnknownHostException e) {
            // nobody is called: the call itself says that it cannot be reached
        }
    }

    static boolean isRefused(InetAddress address) {
        return address.isLinkLocalAddress() || address.isAnyLocalAddress() || address.isMulticastAddress();
    }
}
