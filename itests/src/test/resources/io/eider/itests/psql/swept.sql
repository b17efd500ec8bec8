\d pg_class
\d+ pg_class
\dS
\dS+
\d information_schema.tables
\da *
\dA+
\dAc
\dAc+
\dAf
\dAf+
\dAo
\dAo+
\dAp
\dAp+
\db
\db+
\dc *.*
\dcS+
\dC
\dC+
\dd *.*
\ddS
\dDS+
\ddp *
\dES+
\des+
\det+
\deu+
\dew+
\dfS
\df+
\dfa
\dfn
\dfp
\dft
\dfw
\dfS+ pg_*
\dF
\dF+
\dFd
\dFd+
\dFp
\dFp+
\dFt
\dFt+
\dg
\dgS+
\diS
\diS+
\dL
\dLS+
\dmS+
\dn+
\dnS
\dnS+
\doS
\doS+
\dO+
\dOS
\dpS
\dp *.*
\dP+
\dPt
\dPi
\dPn
\drds * *
\dRp+
\dRs+
\dsS
\ds+
\dtS
\dtS+
\dt *.*
\dt+ *.*
\dTS
\dTS+
\du
\du+
\duS+
\dv *.*
\dvS+
\dx
\dx+
\dX+
\dy+
\dconfig
\dconfig+ *
\dconfig work_mem
\l
\l+
\l *
\lo_list
\sf format_type
\sf+ format_type
\sv+ active
\sv information_schema.tables
\z
\conninfo
\encoding
\timing
\timing
\x
\dt
\x
\dt "public".*
\dt public."cust*"
\dt pg_catalog.pg_class
\d in_c_sales.orders
\d+ in_c_sales.orders
\dt in_c_sales.*
\dt *."orders"
\set
\echo :SERVER_VERSION_NUM
\pset
\?
\h select
\copyright
\da count
\do ~~
\sv active
