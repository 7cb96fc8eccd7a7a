/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.overread.shared.Origin;

/** An order was called off. */
public record OrderCancelled(Facts order, Origin origin) implements OrderEvent {}
