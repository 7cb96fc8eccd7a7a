/* SPDX-License-Identifier: Apache-2.0 */
/** What tests, quick start and bench stand on: real servers, a small HL7 sender, generated orders and studies. */
@org.jspecify.annotations.NullMarked
package org.overread.kit;
