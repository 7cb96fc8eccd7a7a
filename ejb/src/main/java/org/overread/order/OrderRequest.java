/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import java.util.List;

/** The commands of one message: all of them are carried out, or none. */
public record OrderRequest(List<OrderCommand> commands) {
    public OrderRequest {
        commands = List.copyOf(commands);
    }
}
