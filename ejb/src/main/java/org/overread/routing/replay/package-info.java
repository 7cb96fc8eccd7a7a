/* SPDX-License-Identifier: Apache-2.0 */
/** Cases of the past, or of an invented month, run through a configuration event by event. Pure and deterministic. */
@org.jspecify.annotations.NullMarked
package org.overread.routing.replay;
