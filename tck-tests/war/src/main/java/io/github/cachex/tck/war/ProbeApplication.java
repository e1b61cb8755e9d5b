// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.war;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Takes the resources of the WAR and of its libraries. */
@ApplicationPath("/")
public class ProbeApplication extends Application {}
