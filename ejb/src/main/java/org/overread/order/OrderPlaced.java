/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.order;

import org.overread.shared.Origin;

/** An order is new here. */
public record OrderPlaced(Facts order, Origin origin) implements OrderEvent {}
