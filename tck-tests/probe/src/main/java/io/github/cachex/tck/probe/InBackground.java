// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.probe;

import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.TreeMap;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Is served stale and loaded behind once it was touched; each load tells where it ran, in place of a node. */
@ApplicationScoped
@Named("background")
public class InBackground implements Asked {
    @Inject
    Origin origin;

    @Inject
    OfRequest request;

    @Override
    @CachexFetch(cache = "background", key = "{0}", staleTtl = "1h", softTimeout = "0")
    public Answer ask(String key) {
        int load = origin.load("background", key).load();
        return new Answer("background", key, load, where());
    }

    /** Makes the value stale. */
    @CachexInvalidate(cache = "background", key = "{0}", soft = true)
    public void touch(String key) {
        // The annotation does it.
    }

    private String where() {
        Thread thread = Thread.currentThread();
        TreeMap<String, Boolean> facts = new TreeMap<>();
        facts.put("other-thread", !isBelowTheRequest());
        facts.put("application-loader", seesProbe(thread.getContextClassLoader()));
        facts.put("request", request.isThere());
        facts.put("jndi", hasNames());
        return facts.toString().replace(" ", "");
    }

    /** The thread itself says nothing: a server may take one for this that has served the request a moment before. */
    private static boolean isBelowTheRequest() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(Probe.class.getName())));
    }

    private static boolean seesProbe(ClassLoader loader) {
        try {
            return loader.loadClass(InBackground.class.getName()) == InBackground.class;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @SuppressWarnings("BanJNDI") // the name is the platform's own, nobody's input
    private static boolean hasNames() {
        try {
            return InitialContext.doLookup("java:comp/env") != null;
        } catch (NamingException e) {
            return false;
        }
    }

    /** Can be asked where a request context is. */
    @RequestScoped
    public static class OfRequest {
        /** Returns true, when it can be asked. */
        public boolean isThere() {
            return true;
        }
    }
}
