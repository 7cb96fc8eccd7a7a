/* SPDX-License-Identifier: Apache-2.0 */
/** The reading case: from its order or its first image to the reader, its owner, its clock, and each reason why. */
@org.jspecify.annotations.NullMarked
package org.overread.reading;
