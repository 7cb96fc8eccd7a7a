/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API at {@code /overread/api}, as {@code openapi.yaml} describes it. */
@ApplicationPath("/api")
public class Api extends Application {}
