// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.tck.documented;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.github.cachex.CachexFetch;
import io.github.cachex.CachexInvalidate;
import io.github.cachex.CachexKey;
import io.github.cachex.cdi.bootstrap.CachexExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.concurrent.atomic.AtomicInteger;

/** A function of AWS Lambda. */
// snippet: function
public class PostFunction implements RequestHandler<Long, String> {
    /** Made while the function starts, and with it the client of DynamoDB: that time has a whole processor. */
    private static final SeContainer CONTAINER = SeContainerInitializer.newInstance()
            .disableDiscovery()
            .addExtensions(CachexExtension.class)
            .addBeanClasses(Posts.class)
            .initialize();

    private final Posts posts = CONTAINER.select(Posts.class).get();

    @Override
    public String handleRequest(Long id, Context context) {
        return posts.find(id);
    }

    /** The beans of the function are listed, so that no jar is searched for them. */
    @ApplicationScoped
    public static class Posts {
        private final AtomicInteger asked = new AtomicInteger();

        @CachexFetch(cache = "posts", key = "post:{id}", ttl = "5m", staleTtl = "1h")
        public String find(@CachexKey("id") long id) {
            return "post " + id + ", read " + asked.incrementAndGet();
        }

        @CachexInvalidate(cache = "posts", key = "post:{id}")
        public void changed(@CachexKey("id") long id) {}
    }
}
// end
