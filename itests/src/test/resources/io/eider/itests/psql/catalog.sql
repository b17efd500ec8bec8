\d
\d+
\d customers
\d+ customers
\d notes
\d+ notes
\d shop.sales
\d+ shop.sales
\d active
\d shop.totals
\d shop.*
\d sales_amount
\d shop.sales_ref
\d customers_pkey
\d numbers
\dt
\dt+
\dt shop.*
\dt cust*
\dt *.sales
\dv
\dv+
\dv *.totals
\di
\di+
\di shop.*
\di+ shop.*
\ds
\dm
\dE
\dtvs
\dn
\dT
\dT+
\dT mood
\dT+ mood
\dT int*
\dd
\dD
\df
\da
\do
\dc
\dF shop.*
\dFd shop.*
\dFp shop.*
\dFt shop.*
\det
\des
\dew
\deu
\dl
\dp
\z customers
\dp shop.*
\ddp
\dP
\dRp
\dRs
\dX
\dy
\dO
\drds
\dA
\dAc brin int4
\df pg_table_is_visible
\df format_type
\dC json
\dT uuid
\dt nothing_here
\dn sh*
\dnS sh*
