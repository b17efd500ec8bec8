/** Statistics of tables. Entry: {@link io.eider.storage.profile.TableProfiler}. Knows nothing of HTTP or JSON. */
package io.eider.storage.profile;
