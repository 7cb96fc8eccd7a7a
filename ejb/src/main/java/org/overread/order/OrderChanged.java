/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.overread.shared.Origin;

/** An order has other content or another state, or was placed anew. */
public record OrderChanged(Facts order, Origin origin) implements OrderEvent {}
