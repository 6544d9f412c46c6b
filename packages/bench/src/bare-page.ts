/** The newest vouchers of a county in one fund with the names that a list shows. */
export const BARE_PAGE = `
  select s.*, o.name as organization_name, b.name as beneficiary_name, p.name as releaser_name
    from spending s
    join organization o on o.id = s.organization_id
    join organization b on b.id = s.beneficiary_id
    left join person p on p.id = s.releaser
   where s.fund_id = ? and s.county_id = ? and s.state <> 'withdrawn'
   order by s.day desc, s.seq desc
   limit ?`
